package io.github.llmrouting.provider;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Whoever blocks a thread that must not wait fails the test that it is part of. */
class NonBlockingTests {

	@Test
	void sleepOnAParallelThreadIsAnError() {
		Mono<Void> sleep = Mono.<Void>fromRunnable(NonBlockingTests::sleep).subscribeOn(Schedulers.parallel());

		StepVerifier.create(sleep).verifyError(BlockingOperationError.class);
	}

	private static void sleep() {
		try {
			Thread.sleep(1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
