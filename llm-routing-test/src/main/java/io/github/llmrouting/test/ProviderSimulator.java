package io.github.llmrouting.test;

import java.util.List;
import java.util.function.Function;

/**
 * An LLM provider that plays a script: an HTTP server on loopback that speaks a vendor's
 * wire format, for tests of whatever calls that vendor. <pre class="code">
 * try (ProviderSimulator provider = ProviderSimulator.openAi()) {
 *     provider.next(SimulatedReply.status(503)).reply("Hello!");
 *     // call provider.baseUrl(), with any key
 * }</pre>
 * <p>
 * A request is answered as a call or as a stream, as it asks. Any key will do, but
 * without one the request is refused as the vendor would refuse it (Ollama would not),
 * and so is one to another path or without its mandatory parts; a refused request is
 * recorded, but uses up no reply. Unless told otherwise the simulator answers "You said:
 * ", followed by the first 200 characters of the newest user message. Identities are
 * numbers that count requests, and dates of answers are fixed, so that tests can compare
 * whole bodies.
 * <p>
 * Prompts are cached as the vendor caches them, once a request asks for it: by
 * {@code cache_control} at Anthropic, by {@code prompt_cache_key} at OpenAI. A reply that
 * says itself what its input cost is left as it is.
 * <p>
 * Instances are thread-safe. Starting and closing block, so neither belongs on an event
 * loop.
 */
public final class ProviderSimulator implements AutoCloseable {

	private final Protocol protocol;

	private final RequestLog requests = new RequestLog();

	private final ReplyScript script = new ReplyScript();

	private final SimulatedServer server;

	private final PromptCache cache;

	private ProviderSimulator(SimulatedProtocol spoken, int port) {
		this.protocol = spoken.protocol();
		this.cache = this.protocol.promptCache();
		this.server = new SimulatedServer(port, this::replyTo);
	}

	/** Starts a provider that speaks a protocol at a free port. */
	public static ProviderSimulator speaking(SimulatedProtocol protocol) {
		return speaking(protocol, 0);
	}

	/**
	 * Starts a provider that speaks a protocol.
	 * @param port port to listen at, 0 for a free one
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	public static ProviderSimulator speaking(SimulatedProtocol protocol, int port) {
		return new ProviderSimulator(protocol, port);
	}

	/** Starts a provider that speaks OpenAI chat completions at a free port. */
	public static ProviderSimulator openAi() {
		return openAi(0);
	}

	/**
	 * Starts a provider that speaks OpenAI chat completions.
	 * @param port port to listen at, 0 for a free one
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	public static ProviderSimulator openAi(int port) {
		return speaking(SimulatedProtocol.OPENAI, port);
	}

	/** Starts a provider that speaks Azure OpenAI chat completions at a free port. */
	public static ProviderSimulator azureOpenAi() {
		return azureOpenAi(0);
	}

	/**
	 * Starts a provider that speaks Azure OpenAI chat completions, with a deployment of
	 * any name and under {@code /openai/v1}. Each is answered by the model
	 * {@code gpt-5.4-2026-03-05}.
	 * @param port port to listen at, 0 for a free one
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	public static ProviderSimulator azureOpenAi(int port) {
		return speaking(SimulatedProtocol.AZURE_OPENAI, port);
	}

	/** Starts a provider that speaks Anthropic messages at a free port. */
	public static ProviderSimulator anthropic() {
		return anthropic(0);
	}

	/**
	 * Starts a provider that speaks Anthropic messages.
	 * @param port port to listen at, 0 for a free one
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	public static ProviderSimulator anthropic(int port) {
		return speaking(SimulatedProtocol.ANTHROPIC, port);
	}

	/** Starts a provider that speaks Gemini {@code generateContent} at a free port. */
	public static ProviderSimulator gemini() {
		return gemini(0);
	}

	/**
	 * Starts a provider that speaks Gemini {@code generateContent}. To models whose name
	 * begins with {@code gemini-3} tool calls must come back with their thought
	 * signatures.
	 * @param port port to listen at, 0 for a free one
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	public static ProviderSimulator gemini(int port) {
		return speaking(SimulatedProtocol.GEMINI, port);
	}

	/** Starts a provider that speaks Gemini as Vertex AI does at a free port. */
	public static ProviderSimulator vertexAi() {
		return vertexAi(0);
	}

	/**
	 * Starts a provider that speaks Gemini as Vertex AI does: in any project and
	 * location, with an access token instead of a key.
	 * @param port port to listen at, 0 for a free one
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	public static ProviderSimulator vertexAi(int port) {
		return speaking(SimulatedProtocol.VERTEX_AI, port);
	}

	/** Starts a provider that speaks Ollama's chat API at a free port. */
	public static ProviderSimulator ollama() {
		return ollama(0);
	}

	/**
	 * Starts a provider that speaks Ollama's chat API.
	 * @param port port to listen at, 0 for a free one
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	public static ProviderSimulator ollama(int port) {
		return speaking(SimulatedProtocol.OLLAMA, port);
	}

	/**
	 * Returns the URL to configure a client with, as
	 * {@code llm.routing.providers.<name>.base-url} expects it: with {@code /v1} at its
	 * end for OpenAI and Vertex AI, with {@code /v1beta} for Gemini, without a path for
	 * Azure OpenAI, Anthropic and Ollama.
	 */
	public String baseUrl() {
		return this.protocol.baseUrl("http://127.0.0.1:" + port());
	}

	/** Returns the port that the provider listens at, or did before it was closed. */
	public int port() {
		return this.server.port();
	}

	/** Answers each request with a text from now on. */
	public ProviderSimulator reply(String text) {
		return reply(SimulatedReply.text(text));
	}

	/** Replies the same to each request from now on. */
	public ProviderSimulator reply(SimulatedReply reply) {
		return reply((request) -> reply);
	}

	/**
	 * Lets a function reply to each request from now on. If it throws, the request is
	 * answered with status 500 and what was thrown.
	 * @param replies called on a thread of the server, at times concurrently; must not
	 * block
	 */
	public ProviderSimulator reply(Function<RecordedRequest, SimulatedReply> replies) {
		this.script.keep(replies);
		return this;
	}

	/**
	 * Queues replies that are given once each, in this order and after those queued
	 * before, until the lasting reply has its turn again.
	 */
	public ProviderSimulator next(SimulatedReply... replies) {
		this.script.queue(List.of(replies));
		return this;
	}

	private WireReply replyTo(RecordedRequest request) {
		long number = this.requests.add(request);
		try {
			SimulatedReply reply = this.protocol.refusal(request).orElseGet(() -> scripted(request));
			return new ReplyForm(this.protocol, number, request, reply).onWire();
		}
		catch (RuntimeException | AssertionError ex) {
			SimulatedReply reply = SimulatedReply.status(500).error("simulator_error", null, ex.toString());
			return new ReplyForm(this.protocol, number, request, reply).onWire();
		}
	}

	private SimulatedReply scripted(RecordedRequest request) {
		return this.script.replyTo(request).billedWith(this.cache, request);
	}

	/**
	 * Returns the requests received so far, oldest first, as a copy that does not change.
	 * Only the newest 10,000 are kept.
	 */
	public List<RecordedRequest> requests() {
		return this.requests.oldestFirst();
	}

	/** Returns how many connections to this provider are open now. */
	public int openConnections() {
		return this.server.openConnections();
	}

	int repliesUnderWay() {
		return this.server.repliesUnderWay();
	}

	/**
	 * Forgets requests, counts, cached prompts and replies, queued and lasting; replies
	 * under way go on.
	 */
	public void reset() {
		this.requests.clear();
		this.script.clear();
		this.cache.clear();
	}

	/** Closes all connections and stops the provider; does nothing if it is stopped. */
	@Override
	public void close() {
		this.server.close();
	}

}
