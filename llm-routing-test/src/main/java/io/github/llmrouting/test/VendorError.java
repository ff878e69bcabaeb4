package io.github.llmrouting.test;

import org.jspecify.annotations.Nullable;

/**
 * What a vendor's error envelope says.
 *
 * @param type the vendor's class of errors
 * @param code the vendor's code, {@code null} for none; not every envelope has a place
 * for it
 * @param param part of the request that it is about, {@code null} for none
 * @param message text for people
 * @param body the whole envelope as JSON, {@code null} to have it written from the others
 */
record VendorError(String type, @Nullable String code, @Nullable String param, String message, @Nullable String body) {

	VendorError(String type, @Nullable String code, String message) {
		this(type, code, null, message, null);
	}

	static VendorError of(String body) {
		return new VendorError("", null, null, "", body);
	}

}
