package io.github.llmrouting.provider.openai;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names what requests begin with, so that OpenAI sends those that begin alike to where
 * their beginning is kept [1]: a digest of the tools and of the system text. A request
 * with neither has no name, its beginning is its own.
 * <p>
 * [1] https://platform.openai.com/docs/guides/prompt-caching, {@code prompt_cache_key}.
 */
final class OpenAiPromptCacheKey {

	private static final Set<String> SYSTEM_ROLES = Set.of("system", "developer");

	private static final int LENGTH = 16;

	private OpenAiPromptCacheKey() {
	}

	/** Writes the name into a request whose tools and messages are written. */
	static void write(ObjectNode body) {
		MessageDigest digest = sha256();
		boolean begins = add(digest, body.path("tools"));
		for (JsonNode message : body.path("messages")) {
			if (!SYSTEM_ROLES.contains(message.path("role").stringValue(""))) {
				break;
			}
			begins |= add(digest, message);
		}
		if (begins) {
			body.put("prompt_cache_key", HexFormat.of().formatHex(digest.digest(), 0, LENGTH));
		}
	}

	private static boolean add(MessageDigest digest, JsonNode part) {
		if (part.isEmpty()) {
			return false;
		}
		digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
		return true;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
