package io.github.llmrouting.failover;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A scheduler that knows how many of its timers have neither run nor been disposed. */
final class CountedTimers implements Scheduler {

	private final Scheduler scheduler;

	private final AtomicInteger waiting = new AtomicInteger();

	CountedTimers(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	int waiting() {
		return this.waiting.get();
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.scheduler.schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		AtomicBoolean over = new AtomicBoolean();
		this.waiting.incrementAndGet();
		Disposable timer = this.scheduler.schedule(() -> {
			end(over);
			task.run();
		}, delay, unit);
		return () -> {
			end(over);
			timer.dispose();
		};
	}

	private void end(AtomicBoolean over) {
		if (over.compareAndSet(false, true)) {
			this.waiting.decrementAndGet();
		}
	}

	@Override
	public Worker createWorker() {
		return this.scheduler.createWorker();
	}

}
