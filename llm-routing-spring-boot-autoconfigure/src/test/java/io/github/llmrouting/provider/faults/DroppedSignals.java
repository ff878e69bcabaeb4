package io.github.llmrouting.provider.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/** Notes what Reactor drops while a test class runs: nothing may be dropped unseen. */
final class DroppedSignals implements BeforeAllCallback, AfterAllCallback {

	private static final List<String> DROPPED = new CopyOnWriteArrayList<>();

	@Override
	public void beforeAll(ExtensionContext context) {
		DROPPED.clear();
		Hooks.onErrorDropped((error) -> DROPPED.add("error " + error));
		Hooks.onNextDropped((element) -> DROPPED.add("element of " + element.getClass()));
	}

	@Override
	public void afterAll(ExtensionContext context) {
		Hooks.resetOnErrorDropped();
		Hooks.resetOnNextDropped();
		verifyNone();
	}

	static void verifyNone() {
		List<String> dropped = List.copyOf(DROPPED);
		DROPPED.clear();
		assertThat(dropped).as("dropped signals").isEmpty();
	}

}
