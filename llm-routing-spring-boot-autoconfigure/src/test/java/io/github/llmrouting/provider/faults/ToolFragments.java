package io.github.llmrouting.provider.faults;

/** Streams with two tool calls whose fragments come in turns. */
final class ToolFragments {

	private static final String BEGIN = "{\\\"a\\\":";

	private static final String SECOND_BEGIN = "{\\\"b\\\":";

	private ToolFragments() {
	}

	static String interleaved(Dialect dialect) {
		return (dialect == Dialect.ANTHROPIC) ? anthropic(dialect) : openAi(dialect);
	}

	private static String openAi(Dialect dialect) {
		return openAi(dialect,
				"{\"index\":0,\"id\":\"c0\",\"function\":{\"name\":\"f\",\"arguments\":\"" + BEGIN + "\"}}")
				+ openAi(dialect,
						"{\"index\":1,\"id\":\"c1\",\"function\":{\"name\":\"g\",\"arguments\":\"" + SECOND_BEGIN
								+ "\"}}")
				+ openAi(dialect, "{\"index\":0,\"function\":{\"arguments\":\"1}\"}}")
				+ openAi(dialect, "{\"index\":1,\"function\":{\"arguments\":\"2}\"}}")
				+ dialect.finish("tool_calls", dialect.usage("9", "3")) + dialect.end();
	}

	private static String openAi(Dialect dialect, String call) {
		return dialect.event("{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + call + "]}}]}");
	}

	private static String anthropic(Dialect dialect) {
		return start(dialect, 0) + start(dialect, 1) + fragment(dialect, 0, BEGIN) + fragment(dialect, 1, SECOND_BEGIN)
				+ fragment(dialect, 0, "1}") + fragment(dialect, 1, "2}")
				+ dialect.finish("tool_use", dialect.usage("9", "3")) + dialect.end();
	}

	private static String start(Dialect dialect, int index) {
		return dialect.event("{\"type\":\"content_block_start\",\"index\":" + index
				+ ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"t" + index + "\",\"name\":\"f\",\"input\":{}}}");
	}

	private static String fragment(Dialect dialect, int index, String json) {
		return dialect.event("{\"type\":\"content_block_delta\",\"index\":" + index
				+ ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"}}");
	}

}
