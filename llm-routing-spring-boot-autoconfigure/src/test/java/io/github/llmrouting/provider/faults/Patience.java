package io.github.llmrouting.provider.faults;

import java.time.Duration;

import io.github.llmrouting.provider.ProviderTimeouts;

/**
 * Which timeout a mode is to run into, if any. It alone is short, so that no other can be
 * mistaken for it on a slow machine.
 */
enum Patience {

	ENDLESS, FOR_RESPONSE, FOR_FIRST_CONTENT, FOR_NEXT_CONTENT, FOR_ALL;

	static final Duration SHORT = Duration.ofMillis(150);

	ProviderTimeouts timeouts(Duration endless) {
		return new ProviderTimeouts(endless, span(FOR_RESPONSE, endless), span(FOR_FIRST_CONTENT, endless),
				span(FOR_NEXT_CONTENT, endless), span(FOR_ALL, endless));
	}

	private Duration span(Patience patience, Duration endless) {
		return (this == patience) ? SHORT : endless;
	}

}
