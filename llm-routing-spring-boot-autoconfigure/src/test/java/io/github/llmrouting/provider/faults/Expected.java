package io.github.llmrouting.provider.faults;

import java.util.function.Consumer;

import io.github.llmrouting.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How an attempt is to end.
 *
 * @param failure the failure's type, or {@code null} for an answer
 * @param text what is to be delivered, before the failure if there is one
 * @param further what else has to hold
 */
record Expected(@Nullable Class<? extends ProviderFailure> failure, String text, Consumer<Outcome> further) {

	static Expected answer() {
		return answer(Dialect.TEXT);
	}

	static Expected answer(String text) {
		return new Expected(null, text, (outcome) -> {
		});
	}

	/** A failure before anything was delivered. */
	static Expected failure(Class<? extends ProviderFailure> failure) {
		return failureAfter("", failure);
	}

	static Expected failureAfter(String text, Class<? extends ProviderFailure> failure) {
		return new Expected(failure, text, (outcome) -> {
		});
	}

	Expected with(Consumer<Outcome> further) {
		return new Expected(this.failure, this.text, this.further.andThen(further));
	}

	void verify(Outcome outcome) {
		if (this.failure == null) {
			assertThat(outcome.failure()).isNull();
		}
		else {
			assertThat(outcome.failure()).isInstanceOf(this.failure);
		}
		assertThat(outcome.text()).isEqualTo(this.text);
		this.further.accept(outcome);
	}

}
