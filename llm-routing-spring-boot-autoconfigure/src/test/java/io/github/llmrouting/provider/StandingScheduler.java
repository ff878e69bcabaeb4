package io.github.llmrouting.provider;

import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** A scheduler whose time stands still: what is to run later never does. */
final class StandingScheduler implements Scheduler {

	@Override
	public Disposable schedule(Runnable task) {
		task.run();
		return Disposables.disposed();
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		return Disposables.single();
	}

	@Override
	public Worker createWorker() {
		throw new UnsupportedOperationException();
	}

}
