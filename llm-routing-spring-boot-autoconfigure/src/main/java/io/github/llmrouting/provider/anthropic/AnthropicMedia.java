package io.github.llmrouting.provider.anthropic;

import java.util.Base64;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

/**
 * Writes media of a user as content blocks: images and PDF documents, as base64 or as an
 * address from which Anthropic loads them.
 */
final class AnthropicMedia {

	private static final String PDF = "application/pdf";

	private static final String BASE64_MARK = ";base64,";

	private AnthropicMedia() {
	}

	/**
	 * Returns the block of one medium.
	 * @throws ProviderException with {@link InvalidRequest} if there is no such block
	 */
	static ObjectNode block(Media media) {
		String mediaType = media.getMimeType().getType() + "/" + media.getMimeType().getSubtype();
		ObjectNode block = WireJson.object().put("type", blockType(media.getMimeType(), mediaType));
		block.set("source", source(media.getData(), mediaType));
		return block;
	}

	private static String blockType(MimeType type, String mediaType) {
		if (type.getType().equals("image")) {
			return "image";
		}
		if (mediaType.equals(PDF)) {
			return "document";
		}
		throw AnthropicRequest.unsupported("media: " + mediaType + " (expected: an image or " + PDF + ")");
	}

	private static ObjectNode source(Object data, String mediaType) {
		if (data instanceof byte[] bytes) {
			return base64(mediaType, Base64.getEncoder().encodeToString(bytes));
		}
		String address = data.toString();
		int mark = address.indexOf(BASE64_MARK);
		if (startsWith(address, "data:") && mark > 0) {
			return base64(mediaType, address.substring(mark + BASE64_MARK.length()));
		}
		if (startsWith(address, "https://") || startsWith(address, "http://")) {
			return WireJson.object().put("type", "url").put("url", address);
		}
		throw AnthropicRequest.unsupported("media: " + mediaType + " of another form (expected: bytes or a URL)");
	}

	private static boolean startsWith(String address, String scheme) {
		return address.regionMatches(true, 0, scheme, 0, scheme.length());
	}

	private static ObjectNode base64(String mediaType, String data) {
		return WireJson.object().put("type", "base64").put("media_type", mediaType).put("data", data);
	}

}
