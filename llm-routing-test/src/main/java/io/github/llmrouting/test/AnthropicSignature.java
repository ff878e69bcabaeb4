package io.github.llmrouting.test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the simulator signs thinking with: a digest of it, so that a signature can be
 * checked without having been remembered.
 */
final class AnthropicSignature {

	private AnthropicSignature() {
	}

	static String of(String thinking) {
		String text = "signature of " + Digests.of(thinking);
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
