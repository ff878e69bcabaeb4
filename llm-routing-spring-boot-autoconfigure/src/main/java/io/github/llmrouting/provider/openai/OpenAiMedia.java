package io.github.llmrouting.provider.openai;

import java.util.Base64;
import java.util.Locale;

import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

/**
 * Writes what is no text as parts of a message: images by URL or as data, PDF documents
 * as data.
 */
final class OpenAiMedia {

	/** What Spring AI begins the name with that it makes up for media without one. */
	private static final String MADE_UP_NAME = "media-";

	private OpenAiMedia() {
	}

	static void write(Media media, ObjectNode part) {
		MimeType type = media.getMimeType();
		if (type.getType().equals("image")) {
			part.put("type", "image_url").putObject("image_url").put("url", url(media));
		}
		else if (type.equalsTypeAndSubtype(Media.Format.DOC_PDF)) {
			part.put("type", "file")
				.putObject("file")
				.put("filename", fileName(media))
				.put("file_data", dataUrl(media));
		}
		else {
			throw OpenAiRequest.unsupported("media: " + type + " (expected: an image or application/pdf)");
		}
	}

	private static String url(Media media) {
		return startsWith(media, "http://", "https://") ? (String) media.getData() : dataUrl(media);
	}

	private static String dataUrl(Media media) {
		if (media.getData() instanceof byte[] bytes) {
			return "data:" + media.getMimeType() + ";base64," + Base64.getEncoder().encodeToString(bytes);
		}
		if (startsWith(media, "data:")) {
			return (String) media.getData();
		}
		throw OpenAiRequest.unsupported("media: " + media.getMimeType() + " in a form that is not understood"
				+ " (expected: bytes, a data URL, or the web address of an image)");
	}

	private static boolean startsWith(Media media, String... schemes) {
		String text = (media.getData() instanceof String data) ? data.toLowerCase(Locale.ROOT) : "";
		for (String scheme : schemes) {
			if (text.startsWith(scheme)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns a name that is the same each time: a made-up one is random, and would keep
	 * the provider's prompt cache from recognising the document.
	 */
	private static String fileName(Media media) {
		return media.getName().startsWith(MADE_UP_NAME) ? "document.pdf" : media.getName();
	}

}
