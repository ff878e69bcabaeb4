package io.github.llmrouting.provider.gemini;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.content.Media;

/**
 * Writes media of a user as parts: images, audio, video, PDF and plain documents, as
 * base64 or as an address from which Google loads them.
 */
final class GeminiMedia {

	private static final Set<String> TYPES = Set.of("image", "audio", "video", "text");

	private static final String PDF = "application/pdf";

	private static final String BASE64_MARK = ";base64,";

	private GeminiMedia() {
	}

	/**
	 * Returns the part of one medium.
	 * @throws ProviderException with {@link InvalidRequest} if there is no such part
	 */
	static ObjectNode part(Media media) {
		String type = media.getMimeType().getType() + "/" + media.getMimeType().getSubtype();
		if (!TYPES.contains(media.getMimeType().getType()) && !type.equals(PDF)) {
			throw GeminiRequest
				.unsupported("media: " + type + " (expected: an image, audio, video, text or " + PDF + ")");
		}
		return part(type, media.getData());
	}

	private static ObjectNode part(String type, Object data) {
		if (data instanceof byte[] bytes) {
			return inline(type, Base64.getEncoder().encodeToString(bytes));
		}
		String address = data.toString();
		int mark = address.indexOf(BASE64_MARK);
		if (startsWith(address, "data:") && mark > 0) {
			return inline(type, address.substring(mark + BASE64_MARK.length()));
		}
		if (startsWith(address, "https://") || startsWith(address, "http://") || startsWith(address, "gs://")) {
			ObjectNode part = WireJson.object();
			part.putObject("fileData").put("mimeType", type).put("fileUri", address);
			return part;
		}
		throw GeminiRequest.unsupported("media: " + type + " of another form (expected: bytes or a URL)");
	}

	private static boolean startsWith(String address, String scheme) {
		return address.toLowerCase(Locale.ROOT).startsWith(scheme);
	}

	private static ObjectNode inline(String type, String base64) {
		ObjectNode part = WireJson.object();
		part.putObject("inlineData").put("mimeType", type).put("data", base64);
		return part;
	}

}
