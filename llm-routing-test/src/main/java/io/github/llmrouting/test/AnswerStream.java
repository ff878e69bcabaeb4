package io.github.llmrouting.test;

import java.util.List;

/**
 * An answer as a stream, in a protocol's words and framing.
 *
 * @param contentType content type of the stream
 * @param opening what precedes the content
 * @param tokens content, one element per token
 * @param closing what follows the content, end marker included
 */
record AnswerStream(String contentType, List<String> opening, List<String> tokens, List<String> closing) {

	AnswerStream {
		opening = List.copyOf(opening);
		tokens = List.copyOf(tokens);
		closing = List.copyOf(closing);
	}

}
