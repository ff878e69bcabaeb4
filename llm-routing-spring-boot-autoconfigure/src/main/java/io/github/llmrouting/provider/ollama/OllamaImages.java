package io.github.llmrouting.provider.ollama;

import java.util.Base64;
import java.util.Locale;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

/**
 * Writes images as base64, which is the only form that Ollama takes; other media have no
 * place in its messages.
 */
final class OllamaImages {

	private static final String BASE64_MARK = ";base64,";

	private OllamaImages() {
	}

	/**
	 * Returns an image as base64, without the prefix of a data URL.
	 * @throws ProviderException with {@link InvalidRequest} if it is no image, or not
	 * here but at an address
	 */
	static String base64(Media media) {
		String type = name(media.getMimeType());
		if (!media.getMimeType().getType().equals("image")) {
			throw OllamaRequest.unsupported("media: " + type + " (expected: an image)");
		}
		if (media.getData() instanceof byte[] bytes) {
			return Base64.getEncoder().encodeToString(bytes);
		}
		String text = media.getData().toString();
		int mark = text.indexOf(BASE64_MARK);
		if (mark < 0 || !text.toLowerCase(Locale.ROOT).startsWith("data:")) {
			throw OllamaRequest.unsupported("media: " + type + " of another form (expected: bytes or a data URL)");
		}
		return text.substring(mark + BASE64_MARK.length());
	}

	private static String name(MimeType type) {
		return type.getType() + "/" + type.getSubtype();
	}

}
