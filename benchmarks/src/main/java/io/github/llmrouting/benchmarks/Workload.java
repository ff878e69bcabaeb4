package io.github.llmrouting.benchmarks;

import java.util.Locale;

/**
 * A kind of exchange, and how often it is made.
 */
enum Workload {

	/** Whole answers. */
	CALL("a call", 64, 20_000, 1_000),

	/** Streams whose events come all at once: what it takes to read them. */
	STREAM("a stream, its events at once", 500, 6_000, 1_000),

	/** Streams with an event every 50 ms, which each wake the client up. */
	PACED_STREAM("a stream, an event every 50 ms", 500, 1_500, 500);

	private final String title;

	private final int concurrency;

	private final int warmUp;

	private final int measured;

	Workload(String title, int concurrency, int warmUp, int measured) {
		this.title = title;
		this.concurrency = concurrency;
		this.warmUp = warmUp;
		this.measured = measured;
	}

	String title() {
		return this.title;
	}

	/** Returns how many exchanges are under way at a time. */
	int concurrency() {
		return this.concurrency;
	}

	/** Returns how many exchanges are made before any is measured. */
	int warmUp() {
		return this.warmUp;
	}

	/** Returns how many exchanges are measured at a time. */
	int measured() {
		return this.measured;
	}

	boolean isStreamed() {
		return this != CALL;
	}

	/** Returns the path under which the upstream plays this part of a provider. */
	String basePath() {
		return "/" + name().toLowerCase(Locale.ROOT) + "/v1";
	}

}
