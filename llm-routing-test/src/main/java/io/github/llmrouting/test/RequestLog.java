package io.github.llmrouting.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The newest requests that a simulated provider received. Thread-safe.
 */
final class RequestLog {

	static final int CAPACITY = 10_000;

	/** Guarded by itself, as is the count: a request and its number belong together. */
	private final Deque<RecordedRequest> newest = new ArrayDeque<>();

	private long count;

	/**
	 * Adds a request.
	 * @return the number of requests since the last {@link #clear()}
	 */
	long add(RecordedRequest request) {
		synchronized (this.newest) {
			if (this.newest.size() == CAPACITY) {
				this.newest.removeFirst();
			}
			this.newest.addLast(request);
			return ++this.count;
		}
	}

	List<RecordedRequest> oldestFirst() {
		synchronized (this.newest) {
			return List.copyOf(this.newest);
		}
	}

	void clear() {
		synchronized (this.newest) {
			this.newest.clear();
			this.count = 0;
		}
	}

}
