package io.github.llmrouting.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's wire format, seen from the vendor's side. Implementations keep no state.
 */
interface Protocol {

	/**
	 * Returns what a client is to be configured with.
	 * @param origin origin of the server, without a slash at its end
	 */
	String baseUrl(String origin);

	/** Returns the reply to a request that the vendor would not pass on to a model. */
	Optional<SimulatedReply> refusal(RecordedRequest request);

	/** Returns the body of an answer that is no stream. */
	String body(Answer answer);

	/** Returns an answer as a stream. */
	AnswerStream stream(Answer answer);

	/** Returns the given JSON texts as a stream, each a token. */
	AnswerStream documents(RecordedRequest request, List<String> documents);

	/** Returns a sign of life that is no content, empty if the vendor has none. */
	String ping();

	/** Returns the body of an error response. */
	String errorBody(VendorError error, String requestId);

	/** Returns an error within a stream. */
	String errorEvent(VendorError error);

	/** Returns the error that the vendor usually sends with a status from 400 on. */
	VendorError usualError(int status, String model);

	/** Returns the error that the vendor usually sends when it is overloaded. */
	VendorError overload();

	/**
	 * Returns the headers of every response.
	 * @param requestId identity that the vendor gave to the request
	 * @param limited whether the request exceeded its rate limit
	 */
	Map<String, String> headers(String requestId, boolean limited);

	/** Returns an empty prompt cache. */
	default PromptCache promptCache() {
		return PromptCache.none();
	}

}
