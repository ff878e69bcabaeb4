package io.github.llmrouting.provider;

import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the run in which a buffer was leaked. JUnit registers it for all tests of the
 * module. At the end it leaks a buffer of its own: when the detector has reported that
 * one, it has reported those before it.
 */
public final class LeakCheck implements BeforeAllCallback {

	private static final String PLANTED = "planted by LeakCheck";

	private static final int PATIENCE = 200;

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot()
			.getStore(Namespace.GLOBAL)
			.computeIfAbsent(LeakCheck.class, (key) -> (AutoCloseable) LeakCheck::check);
	}

	private static void check() {
		if (ResourceLeakDetector.getLevel() != Level.PARANOID) {
			return;
		}
		plant();
		for (int i = 0; i < PATIENCE && leaks(true).isEmpty(); i++) {
			System.gc();
			ByteBufAllocator.DEFAULT.buffer().release();
		}
		if (leaks(true).isEmpty()) {
			throw new AssertionError("the leak detector does not report what leaks");
		}
		if (!leaks(false).isEmpty()) {
			throw new AssertionError(String.join("\n", leaks(false)));
		}
	}

	private static void plant() {
		ByteBufAllocator.DEFAULT.buffer().touch(PLANTED);
	}

	private static List<String> leaks(boolean planted) {
		return LeakLog.reports().stream().filter((leak) -> leak.contains(PLANTED) == planted).toList();
	}

}
