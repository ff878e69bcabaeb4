package io.github.llmrouting.benchmarks;

/**
 * What a number of exchanges cost their process.
 *
 * @param exchanges how many, at least 1
 * @param cpuNanos CPU time of all threads, the garbage collector's included
 * @param bytes allocated on the heap by threads that are still alive, or by all since JDK
 * 21
 * @param threads most that were alive at a time
 */
record Cost(int exchanges, long cpuNanos, long bytes, int threads) {

	static Cost parse(String line) {
		String[] numbers = line.split(" ", -1);
		return new Cost(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
				Integer.parseInt(numbers[3]));
	}

	double cpuMicros() {
		return this.cpuNanos / 1e3 / this.exchanges;
	}

	double kilobytes() {
		return this.bytes / 1e3 / this.exchanges;
	}

	/** Returns a line for {@link #parse}. */
	@Override
	public String toString() {
		return this.exchanges + " " + this.cpuNanos + " " + this.bytes + " " + this.threads;
	}

}
