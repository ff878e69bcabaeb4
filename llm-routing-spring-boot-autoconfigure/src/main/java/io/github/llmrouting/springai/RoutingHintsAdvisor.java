package io.github.llmrouting.springai;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.RoutingHints;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.Ordered;

/**
 * Takes hints from the advisor context into the {@link RoutingChatOptions} of the prompt,
 * over those already there:
 *
 * <pre>{@code
 * chatClient.prompt()
 *     .user("Explain quantum computing")
 *     .advisors((advisors) -> advisors.param(RoutingHintsAdvisor.TASK, "reasoning"))
 *     .call();
 * }</pre>
 *
 * Runs innermost, so it sees what other advisors put into the context, in every round of
 * a tool call. Does nothing if there are no hints, or if the options are those of a
 * vendor's chat model.
 */
public final class RoutingHintsAdvisor implements CallAdvisor, StreamAdvisor {

	/** Key of the {@link RoutingHints#route() route}: a text. */
	public static final String ROUTE = "llm.routing.route";

	/** Key of the {@link RoutingHints#task() task}: a text. */
	public static final String TASK = "llm.routing.task";

	/** Key of the {@link RoutingHints#caller() caller}: a text. */
	public static final String CALLER = "llm.routing.caller";

	/** Key of the {@link RoutingHints#stickyKey() sticky key}: a text. */
	public static final String STICKY_KEY = "llm.routing.sticky-key";

	/**
	 * Key of the {@link RoutingHints#maxCost() cost ceiling}: US dollars as a number,
	 * best a {@link java.math.BigDecimal}, or as a text such as {@code 0.01}.
	 */
	public static final String MAX_COST = "llm.routing.max-cost";

	/**
	 * Key of the {@link RoutingHints#maxLatency() latency ceiling}: a
	 * {@link java.time.Duration}, or a text such as {@code 500ms} or {@code PT0.5S}.
	 */
	public static final String MAX_LATENCY = "llm.routing.max-latency";

	/**
	 * Key of the {@link RoutingHints#timeout() timeout}: a {@link java.time.Duration}, or
	 * a text such as {@code 20s} or {@code PT20S}.
	 */
	public static final String TIMEOUT = "llm.routing.timeout";

	/**
	 * Key of the {@link RoutingHints#cache() use of the cache}: a
	 * {@link io.github.llmrouting.RoutingHints.CacheUse}, or its name as a text.
	 */
	public static final String CACHE = "llm.routing.cache";

	private static final List<ContextHint> HINTS = List.of(ContextHint.text(ROUTE, RoutingHints::withRoute),
			ContextHint.text(TASK, RoutingHints::withTask), ContextHint.text(CALLER, RoutingHints::withCaller),
			ContextHint.text(STICKY_KEY, RoutingHints::withStickyKey),
			ContextHint.money(MAX_COST, RoutingHints::withMaxCost),
			ContextHint.duration(MAX_LATENCY, RoutingHints::withMaxLatency),
			ContextHint.duration(TIMEOUT, RoutingHints::withTimeout),
			ContextHint.cacheUse(CACHE, RoutingHints::withCache));

	/** Returns a place behind all other advisors, right before the chat model. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public String getName() {
		return getClass().getSimpleName();
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		return chain.nextCall(withHints(request));
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return chain.nextStream(withHints(request));
	}

	private static ChatClientRequest withHints(ChatClientRequest request) {
		if (HINTS.stream().noneMatch((hint) -> hint.isIn(request.context()))) {
			return request;
		}
		return RoutingChatOptions.ofPortable(request.prompt().getOptions())
			.map((options) -> options.mutate().hints((hints) -> read(hints, request.context())).build())
			.map((options) -> new Prompt(request.prompt().getInstructions(), options))
			.map((prompt) -> request.mutate().prompt(prompt).build())
			.orElse(request);
	}

	private static RoutingHints read(RoutingHints hints, Map<String, ?> context) {
		RoutingHints read = hints;
		for (ContextHint hint : HINTS) {
			read = hint.read(read, context);
		}
		return read;
	}

}
