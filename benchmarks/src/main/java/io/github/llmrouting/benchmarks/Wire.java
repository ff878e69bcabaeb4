package io.github.llmrouting.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What goes over the wire: a question of 700 characters, and an answer of 30 pieces with
 * as many headers as OpenAI sends.
 */
final class Wire {

	static final String MODEL = "gpt-4.1-mini";

	static final String SYSTEM = "You are a careful assistant of a library. " + "Answer in whole sentences. ".repeat(6);

	static final String QUESTION = "What is a non-blocking client good for? "
			+ "Consider many slow answers. ".repeat(16);

	static final int PIECES = 30;

	private static final String PIECE = " and so the answer goes on";

	/** The text of the whole answer. */
	static final String TEXT = PIECE.repeat(PIECES);

	static final Map<String, String> HEADERS = Map.ofEntries(Map.entry("date", "Thu, 20 Aug 2026 10:00:00 GMT"),
			Map.entry("access-control-expose-headers", "X-Request-ID"), Map.entry("openai-organization", "example"),
			Map.entry("openai-processing-ms", "412"), Map.entry("openai-version", "2020-10-01"),
			Map.entry("x-envoy-upstream-service-time", "430"), Map.entry("x-ratelimit-limit-requests", "10000"),
			Map.entry("x-ratelimit-limit-tokens", "2000000"), Map.entry("x-ratelimit-remaining-requests", "9999"),
			Map.entry("x-ratelimit-remaining-tokens", "1999820"), Map.entry("x-ratelimit-reset-requests", "8ms"),
			Map.entry("x-ratelimit-reset-tokens", "5ms"), Map.entry("x-request-id", "req_0123456789abcdef"),
			Map.entry("strict-transport-security", "max-age=31536000; includeSubDomains; preload"),
			Map.entry("cf-cache-status", "DYNAMIC"), Map.entry("x-content-type-options", "nosniff"),
			Map.entry("server", "cloudflare"), Map.entry("cf-ray", "0123456789abcdef-FRA"),
			Map.entry("alt-svc", "h3=\":443\"; ma=86400"));

	private static final String USAGE = """
			{"prompt_tokens":160,"completion_tokens":180,"total_tokens":340,\
			"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
			"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
			"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""";

	static final byte[] ANSWER = bytes("""
			{"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion","created":1786442400,\
			"model":"gpt-4.1-mini-2025-04-14","choices":[{"index":0,"message":{"role":"assistant",\
			"content":"%s","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],\
			"usage":%s,"service_tier":"default","system_fingerprint":"fp_0123456789"}""".formatted(TEXT, USAGE));

	static final List<byte[]> EVENTS = events();

	private Wire() {
	}

	private static List<byte[]> events() {
		List<byte[]> events = new ArrayList<>();
		events.add(event(choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"), "null"));
		for (int i = 0; i < PIECES; i++) {
			events.add(event(choice("{\"content\":\"" + PIECE + "\"}", "null"), "null"));
		}
		events.add(event(choice("{}", "\"stop\""), "null"));
		events.add(event("", USAGE));
		events.add(bytes("data: [DONE]\n\n"));
		return List.copyOf(events);
	}

	private static String choice(String delta, String finishReason) {
		return "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finishReason + "}";
	}

	private static byte[] event(String choices, String usage) {
		return bytes("""
				data: {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk",\
				"created":1786442400,"model":"gpt-4.1-mini-2025-04-14","service_tier":"default",\
				"system_fingerprint":"fp_0123456789","choices":[%s],"usage":%s}

				""".formatted(choices, usage));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
