package io.github.llmrouting.test;

import org.jspecify.annotations.Nullable;

/**
 * What a vendor's error envelope says.
 *
 * @param type the vendor's class of errors
 * @param code the vendor's code, {@code null} for none; not every envelope has a place
 * for it
 * @param message text for people
 */
record VendorError(String type, @Nullable String code, String message) {

}
