package io.github.llmrouting.autoconfigure;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads on which chat models may block: virtual ones where the application has
 * them. An attempt that finds none free waits behind another for one; when as many wait
 * as there are threads, attempts are refused. Closing interrupts them.
 */
final class ChatModelThreads implements AutoCloseable {

	private static final String NAME = "llm-routing-chat-model";

	private static final int MAX_THREADS = 256;

	private static final int MAX_WAITING_PER_THREAD = 1;

	private static final int IDLE_SECONDS = 60;

	private final Scheduler scheduler;

	ChatModelThreads(Environment environment) {
		this.scheduler = Threading.VIRTUAL.isActive(environment) ? virtual() : platform();
	}

	private static Scheduler virtual() {
		return Schedulers.newBoundedElastic(MAX_THREADS, MAX_WAITING_PER_THREAD,
				new VirtualThreadTaskExecutor(NAME + "-").getVirtualThreadFactory(), IDLE_SECONDS);
	}

	private static Scheduler platform() {
		return Schedulers.newBoundedElastic(MAX_THREADS, MAX_WAITING_PER_THREAD, NAME, IDLE_SECONDS, true);
	}

	/** Returns where chat models are asked. */
	Scheduler scheduler() {
		return this.scheduler;
	}

	@Override
	public void close() {
		this.scheduler.dispose();
	}

}
