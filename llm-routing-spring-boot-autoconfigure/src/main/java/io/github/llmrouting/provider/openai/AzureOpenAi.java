package io.github.llmrouting.provider.openai;

import java.net.URI;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.ProviderPost;
import io.github.llmrouting.provider.ProviderRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Where an Azure OpenAI resource answers. Its v1 API names the deployment in the body; an
 * API with a date as its version names it in the path. Source:
 * <a href="https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle">Azure
 * OpenAI API version lifecycle</a>, read in November 2026.
 *
 * @param path appended to the base URL, with variables for deployment and version
 * @param apiVersion version of the API, or {@code null} for v1
 */
record AzureOpenAi(String path, @Nullable String apiVersion) {

	private static final String DATED = "/deployments/{deployment}" + OpenAiClient.PATH + "?api-version={version}";

	/**
	 * Finds the place.
	 * @param baseUrl of the resource; its {@code /openai} or {@code /openai/v1} may be
	 * part of it
	 * @param apiVersion version of the API, or {@code null} for v1
	 */
	static AzureOpenAi of(URI baseUrl, @Nullable String apiVersion) {
		String base = baseUrl.getPath();
		if (apiVersion == null && base.endsWith("/v1")) {
			return new AzureOpenAi(OpenAiClient.PATH, null);
		}
		String path = (apiVersion != null) ? DATED : "/v1" + OpenAiClient.PATH;
		return new AzureOpenAi(base.endsWith("/openai") ? path : "/openai" + path, apiVersion);
	}

	ProviderPost post(ProviderRequest request, byte[] json) {
		ProviderPost post = ProviderPost.of(request, this.path, json);
		return (this.apiVersion != null) ? post.withPathVariables(request.deployment().model(), this.apiVersion) : post;
	}

	static void authorize(HttpHeaders headers, Credential credential) {
		headers.set("api-key", credential.value());
	}

}
