package io.github.llmrouting.provider;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How long to wait for what, at one provider. All above 0.
 *
 * @param connect for a connection, from the pool or new, TLS included
 * @param response for the headers of a stream's response; a whole answer has its headers
 * when it is written, so {@code total} bounds those
 * @param firstContent for the first content of a stream; pings and announcements are none
 * @param betweenContents between contents of a stream, while the caller is waiting
 * @param total for a whole attempt
 */
public record ProviderTimeouts(Duration connect, Duration response, Duration firstContent, Duration betweenContents,
		Duration total) {

	/** Values that protect without configuration. */
	public static final ProviderTimeouts STANDARD = new ProviderTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(20),
			Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(90));

	public ProviderTimeouts {
		requirePositive("connect", connect);
		requirePositive("response", response);
		requirePositive("firstContent", firstContent);
		requirePositive("betweenContents", betweenContents);
		requirePositive("total", total);
	}

	private static void requirePositive(String name, Duration value) {
		Assert.isTrue(!value.isNegative() && !value.isZero(), () -> name + ": " + value + " (expected: > 0)");
	}

}
