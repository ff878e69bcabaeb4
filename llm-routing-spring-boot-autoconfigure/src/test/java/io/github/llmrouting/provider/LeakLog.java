package io.github.llmrouting.provider;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.util.ResourceLeakDetector;

/**
 * Remembers what Netty's detector reports. Netty creates it, by the name that the system
 * property {@code io.netty.customResourceLeakDetector} gives.
 *
 * @param <T> type of what may leak
 */
public final class LeakLog<T> extends ResourceLeakDetector<T> {

	private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

	/**
	 * Creates a detector.
	 * @param resourceType what may leak
	 * @param samplingInterval one of how many is watched, unless all are
	 */
	public LeakLog(Class<?> resourceType, int samplingInterval) {
		super(resourceType, samplingInterval);
	}

	/** As {@link #LeakLog(Class, int)}, for Netty. */
	public LeakLog(Class<?> resourceType, int samplingInterval, long maxActive) {
		super(resourceType, samplingInterval);
	}

	static Queue<String> reports() {
		return REPORTS;
	}

	@Override
	protected void reportTracedLeak(String resourceType, String records) {
		REPORTS.add("LEAK: " + resourceType + records);
	}

	@Override
	protected void reportUntracedLeak(String resourceType) {
		REPORTS.add("LEAK: " + resourceType);
	}

	@Override
	protected boolean needReport() {
		return true;
	}

}
