package io.github.llmrouting.provider.gemini;

/**
 * Whose models of Vertex AI are asked, and where.
 *
 * @param project the id of the Google Cloud project that pays
 * @param region where the models run, such as {@code europe-west1}, or {@value #GLOBAL}
 * @param tokens show who asks
 */
public record VertexAi(String project, String region, AccessTokens tokens) {

	/** The region that is everywhere. */
	public static final String GLOBAL = "global";

	static final String PATH = "/projects/{project}/locations/{region}/publishers/google/models/{model}";

	/** Returns where a region of Vertex AI is, version included. */
	public static String baseUrl(String region) {
		String prefix = region.equals(GLOBAL) ? "" : region + "-";
		return "https://" + prefix + "aiplatform.googleapis.com/v1";
	}

}
