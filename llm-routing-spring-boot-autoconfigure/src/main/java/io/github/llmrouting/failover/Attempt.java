package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.health.RunningAttempt;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.Generation;

/** One attempt while it runs. Ends once; whoever comes second is ignored. */
final class Attempt {

	private static final String UNTOLD = "";

	private static final Logger logger = LoggerFactory.getLogger(Attempt.class);

	private final ProviderRequest request;

	private final Duration share;

	private final RunningAttempt running;

	private final List<AttemptListener> listeners;

	private final LongSupplier nanoTime;

	private final long begin;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Duration firstContent;

	private volatile boolean delivered;

	private final AtomicLong writtenTokens = new AtomicLong();

	private volatile @Nullable TokenUsage told;

	private volatile @Nullable AttemptReport report;

	Attempt(ProviderRequest request, Duration share, RunningAttempt running, List<AttemptListener> listeners,
			LongSupplier nanoTime) {
		this.request = request;
		this.share = share;
		this.running = running;
		this.listeners = listeners;
		this.nanoTime = nanoTime;
		this.begin = nanoTime.getAsLong();
	}

	Deployment deployment() {
		return this.request.deployment();
	}

	ProviderRequest request() {
		return this.request;
	}

	/** Returns the time in which something has to come, so that others get their turn. */
	Duration share() {
		return this.share;
	}

	/** Returns when the first content came, or {@code null} if none did. */
	@Nullable Duration firstContent() {
		return this.firstContent;
	}

	/**
	 * Returns whether content went to the caller, so that nobody else can answer any
	 * more.
	 */
	boolean hasDelivered() {
		return this.delivered;
	}

	/** Returns how the attempt ended, or {@code null} while it runs. */
	@Nullable AttemptReport report() {
		return this.report;
	}

	void delivered(ProviderChunk.Content content) {
		Generation generation = content.response().getResult();
		progressed((generation != null) ? written(generation.getOutput()) : 0);
		this.delivered = true;
		if (content.told() != null) {
			this.told = content.told();
		}
	}

	private static long written(AssistantMessage message) {
		String text = message.getText();
		Object reasoning = message.getMetadata().get(ChatResponses.REASONING);
		return ((text != null) ? TokenEstimate.text(text) : 0)
				+ ((reasoning instanceof String thought) ? TokenEstimate.text(thought) : 0);
	}

	/**
	 * Takes note that the model is writing.
	 * @param tokens estimate of what it wrote
	 */
	void progressed(long tokens) {
		this.writtenTokens.addAndGet(tokens);
		if (this.firstContent == null) {
			Duration latency = elapsed();
			this.firstContent = latency;
			this.running.firstContent(latency);
		}
	}

	void succeeded(AnswerFacts facts) {
		if (this.ended.compareAndSet(false, true)) {
			this.running.succeeded(elapsed());
			end(null, null, facts.usage(), facts.serviceTier());
		}
	}

	void failed(ProviderFailure failure) {
		if (this.ended.compareAndSet(false, true)) {
			this.running.failed(failure, elapsed());
			boolean mayBeBilled = failure.mayBeBilled() || this.firstContent != null;
			end(failure.reason(), failure.detail(), mayBeBilled ? estimate() : TokenUsage.of(0, 0), UNTOLD);
		}
	}

	/**
	 * Ends the attempt because the request's time is over, which tells nothing of the
	 * deployment.
	 */
	void overdue(ProviderFailure failure) {
		if (this.ended.compareAndSet(false, true)) {
			this.running.cancelled();
			end(failure.reason(), failure.detail(), estimate(), UNTOLD);
		}
	}

	void cancelled() {
		if (this.ended.compareAndSet(false, true)) {
			this.running.cancelled();
			end(FailureReason.CANCELLED, "the caller went away", estimate(), UNTOLD);
		}
	}

	/**
	 * What a provider may bill of an attempt that broke off: the input, as the provider
	 * counted it if it told, and at least what was written as far as it came here.
	 */
	private TokenUsage estimate() {
		TokenUsage told = this.told;
		long written = this.writtenTokens.get();
		return (told != null) ? told.withTotalOutputOfAtLeast(written).asEstimate()
				: TokenUsage.of(TokenEstimate.input(this.request.prompt()), written).asEstimate();
	}

	private void end(@Nullable FailureReason failure, @Nullable String detail, @Nullable TokenUsage usage,
			String serviceTier) {
		Money cost = (usage != null) ? deployment().facts().prices().cost(usage, serviceTier).orElse(null) : null;
		AttemptReport report = new AttemptReport(deployment().id(), failure, detail, elapsed(), this.firstContent,
				usage, serviceTier, cost);
		this.report = report;
		this.listeners.forEach((listener) -> tell(listener, report));
	}

	/**
	 * A listener that breaks must not cost the caller an answer that is already paid for.
	 */
	private static void tell(AttemptListener listener, AttemptReport report) {
		try {
			listener.attemptEnded(report);
		}
		catch (RuntimeException ex) {
			logger.error("An attempt listener failed: {}", listener.getClass().getName(), ex);
		}
	}

	private Duration elapsed() {
		return Duration.ofNanos(this.nanoTime.getAsLong() - this.begin);
	}

}
