package io.github.llmrouting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.util.Assert;

/**
 * What a caller asks: a Spring AI prompt, and hints for choosing who answers it.
 *
 * @param prompt the conversation and its options; {@code ChatOptions.getModel()} may name
 * a deployment ({@code provider/model}), a route or a model
 * @param hints what to consider when choosing; all optional
 * @param id the caller's own id of this request, shown in the report and the request log,
 * or {@code null} for one that the router makes
 */
public record RoutingRequest(Prompt prompt, RoutingHints hints, @Nullable String id) {

	public RoutingRequest {
		Assert.notNull(prompt, "prompt: null (expected: a Prompt)");
		Assert.notNull(hints, "hints: null (expected: RoutingHints, RoutingHints.NONE if there are none)");
		Assert.isTrue(id == null || !id.isBlank(), "id: blank (expected: null or a text)");
	}

	/**
	 * Returns a request of one user message.
	 * @param userText the message, not blank
	 */
	public static RoutingRequest of(String userText) {
		Assert.hasText(userText, "userText: blank (expected: a message)");
		return of(new Prompt(userText));
	}

	/**
	 * Returns a request without hints.
	 * @param prompt the conversation and its options
	 */
	public static RoutingRequest of(Prompt prompt) {
		return new RoutingRequest(prompt, RoutingHints.NONE, null);
	}

	/** Returns this request under the caller's own id. */
	public RoutingRequest withId(@Nullable String id) {
		return new RoutingRequest(this.prompt, this.hints, id);
	}

	/**
	 * Returns this request with the hints that the function makes of its present ones.
	 */
	public RoutingRequest with(UnaryOperator<RoutingHints> change) {
		return new RoutingRequest(this.prompt, change.apply(this.hints), this.id);
	}

	/** Returns this request with a {@link RoutingHints#route() route}. */
	public RoutingRequest withRoute(@Nullable String route) {
		return with((hints) -> hints.withRoute(route));
	}

	/** Returns this request with a {@link RoutingHints#task() task}. */
	public RoutingRequest withTask(@Nullable String task) {
		return with((hints) -> hints.withTask(task));
	}

	/** Returns this request with a {@link RoutingHints#caller() caller}. */
	public RoutingRequest withCaller(@Nullable String caller) {
		return with((hints) -> hints.withCaller(caller));
	}

	/** Returns this request with a {@link RoutingHints#stickyKey() sticky key}. */
	public RoutingRequest withStickyKey(@Nullable String stickyKey) {
		return with((hints) -> hints.withStickyKey(stickyKey));
	}

	/**
	 * Returns this request with a {@link RoutingHints#maxCost() cost ceiling}.
	 * @param usd US dollars, above 0, or {@code null} for no ceiling
	 */
	public RoutingRequest withMaxCost(@Nullable BigDecimal usd) {
		return with((hints) -> hints.withMaxCost((usd != null) ? Money.ofUsd(usd) : null));
	}

	/** Returns this request with a {@link RoutingHints#maxLatency() latency ceiling}. */
	public RoutingRequest withMaxLatency(@Nullable Duration maxLatency) {
		return with((hints) -> hints.withMaxLatency(maxLatency));
	}

	/** Returns this request with a {@link RoutingHints#timeout() timeout}. */
	public RoutingRequest withTimeout(@Nullable Duration timeout) {
		return with((hints) -> hints.withTimeout(timeout));
	}

	/** Returns this request with a {@link RoutingHints#cache() use of the cache}. */
	public RoutingRequest withCache(RoutingHints.CacheUse cache) {
		return with((hints) -> hints.withCache(cache));
	}

	/** Returns this request with one more {@link RoutingHints#attributes() attribute}. */
	public RoutingRequest withAttribute(String name, String value) {
		return with((hints) -> hints.withAttribute(name, value));
	}

	/** Returns the request without its content: prompts do not belong in logs. */
	@Override
	public String toString() {
		return "RoutingRequest[id=" + this.id + ", messages=" + this.prompt.getInstructions().size() + ", hints="
				+ this.hints + "]";
	}

}
