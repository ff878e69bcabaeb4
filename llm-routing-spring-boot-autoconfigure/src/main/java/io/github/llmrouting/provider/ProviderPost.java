package io.github.llmrouting.provider;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.deployment.Deployment;

/**
 * JSON to post to a provider.
 *
 * @param request the attempt that it is made for: names the deployment, whose credential
 * is shown, and the time
 * @param path appended to the base URL; may have variables in braces
 * @param pathVariables their values, in order; they are encoded, and meters know the path
 * without them
 * @param headers to add to those that every request has
 * @param body the JSON, not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // a prompt is too long to be copied
public record ProviderPost(ProviderRequest request, String path, List<String> pathVariables,
		Map<String, String> headers, byte[] body) {

	public ProviderPost {
		pathVariables = List.copyOf(pathVariables);
		headers = Map.copyOf(headers);
	}

	/** Returns a post without path variables and further headers. */
	public static ProviderPost of(ProviderRequest request, String path, byte[] body) {
		return new ProviderPost(request, path, List.of(), Map.of(), body);
	}

	/** Returns the same with further headers instead of those it had. */
	public ProviderPost withHeaders(Map<String, String> headers) {
		return new ProviderPost(this.request, this.path, this.pathVariables, headers, this.body);
	}

	/** Returns the same with values for the variables of the path. */
	public ProviderPost withPathVariables(String... values) {
		return new ProviderPost(this.request, this.path, List.of(values), this.headers, this.body);
	}

	Deployment deployment() {
		return this.request.deployment();
	}

	/** Returns the post without its content: prompts do not belong in logs. */
	@Override
	public String toString() {
		return "ProviderPost[" + this.path + ", " + this.request + "]";
	}

}
