package io.github.llmrouting.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a request to a deployment at Azure OpenAI says.
 *
 * @param deployment name of the deployment
 * @param version version of the API, empty if it is missing
 */
record AzureOpenAiPath(String deployment, String version) {

	private static final Pattern FORM = Pattern
		.compile("/openai/deployments/([^/?]+)/chat/completions(?:\\?(?:.*&)?api-version=([^&]*).*|\\?.*)?");

	/** Returns what a path with its query says, if it is one to a deployment. */
	static Optional<AzureOpenAiPath> of(String path) {
		Matcher matcher = FORM.matcher(path);
		return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
	}

	private static AzureOpenAiPath of(Matcher matcher) {
		String version = matcher.group(2);
		return new AzureOpenAiPath(URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8),
				(version != null) ? version : "");
	}

}
