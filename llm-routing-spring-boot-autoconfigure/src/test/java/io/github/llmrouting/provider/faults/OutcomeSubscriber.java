package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

import org.springframework.ai.chat.model.ChatResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes all that an attempt brings, and notes what it must not bring: signals after the
 * end, and errors that are not typed.
 */
final class OutcomeSubscriber implements CoreSubscriber<Object> {

	private final Runnable firstContent;

	private final StringBuffer text = new StringBuffer();

	private final List<String> ends = new CopyOnWriteArrayList<>();

	private final List<String> mistakes = new CopyOnWriteArrayList<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile @Nullable Subscription subscription;

	private volatile @Nullable AnswerFacts facts;

	private volatile @Nullable ProviderFailure failure;

	/**
	 * Creates a subscriber.
	 * @param firstContent told of content, more than once
	 */
	OutcomeSubscriber(Runnable firstContent) {
		this.firstContent = firstContent;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(Object element) {
		if (this.ended.getCount() == 0) {
			this.mistakes.add("an element after the end");
		}
		if (element instanceof ProviderAnswer answer) {
			append(answer.response());
			this.facts = answer.facts();
		}
		else if (element instanceof ProviderChunk.Content content) {
			append(content.response());
			this.firstContent.run();
		}
		else if (element instanceof ProviderChunk.End end) {
			this.facts = end.facts();
		}
	}

	private void append(ChatResponse response) {
		String added = response.getResult().getOutput().getText();
		this.text.append((added != null) ? added : "");
		response.getResult().getOutput().getToolCalls().forEach((call) -> this.text.append(call.arguments()));
	}

	@Override
	public void onError(Throwable error) {
		if (error instanceof ProviderException exception) {
			this.failure = exception.failure();
		}
		else {
			this.mistakes.add("an error without a type: " + error);
		}
		end("error");
	}

	@Override
	public void onComplete() {
		end("completion");
	}

	private void end(String how) {
		this.ends.add(how);
		this.ended.countDown();
	}

	void cancel() {
		Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
		}
	}

	boolean hasEnded() {
		return this.ended.getCount() == 0;
	}

	/** Waits for the end, if it comes within a time that only a hang exceeds. */
	Outcome await(Duration bound) {
		try {
			assertThat(this.ended.await(bound.toMillis(), TimeUnit.MILLISECONDS)).as("an end within " + bound).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		Outcome outcome = new Outcome(this.text.toString(), this.facts, this.failure);
		FaultRecord.note(outcome);
		return outcome;
	}

	/** Fails unless there has been one end and nothing that is forbidden. */
	void verify() {
		assertThat(this.ends).as("terminal signals").hasSize(1);
		assertThat(this.mistakes).as("forbidden signals").isEmpty();
	}

}
