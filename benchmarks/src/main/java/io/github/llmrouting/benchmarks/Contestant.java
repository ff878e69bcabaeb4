package io.github.llmrouting.benchmarks;

/** Whose cost is measured. */
enum Contestant {

	/** Reactor Netty alone, which reads no JSON: the floor. */
	NETTY("Reactor Netty", NettyExchange::of),

	/** A bare {@code WebClient} that writes and reads the same JSON. */
	WEB_CLIENT("WebClient", WebClientExchange::of),

	/** Our adapter, as auto-configuration makes it. */
	ROUTING("LLM Routing", RoutingExchange::of),

	/** Spring AI's model, called on threads of the platform. */
	SPRING_AI("Spring AI", SpringAiExchange::onPlatformThreads),

	/** Spring AI's model, called on virtual threads. */
	SPRING_AI_VIRTUAL("Spring AI, virtual threads", SpringAiExchange::onVirtualThreads);

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private final String title;

	private final Exchange.Factory exchanges;

	Contestant(String title, Exchange.Factory exchanges) {
		this.title = title;
		this.exchanges = exchanges;
	}

	String title() {
		return this.title;
	}

	Exchange.Factory exchanges() {
		return this.exchanges;
	}

	/** Returns whether there is anything to measure on this JDK. */
	boolean takesPart(Workload workload) {
		return this != SPRING_AI_VIRTUAL
				|| (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS && !workload.isStreamed());
	}

}
