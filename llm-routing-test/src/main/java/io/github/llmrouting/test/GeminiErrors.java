package io.github.llmrouting.test;

import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes errors as Google does: the type is the name of a {@code google.rpc} status, the
 * code a reason such as {@code API_KEY_INVALID} or the id of a quota.
 */
final class GeminiErrors {

	private static final String DETAIL_TYPE = "type.googleapis.com/google.rpc.";

	private static final Pattern REASON = Pattern.compile("[A-Z_]+");

	private static final int INTERNAL = 500;

	private static final Map<String, Integer> CODES = Map.ofEntries(Map.entry("INVALID_ARGUMENT", 400),
			Map.entry("FAILED_PRECONDITION", 400), Map.entry("OUT_OF_RANGE", 400), Map.entry("UNAUTHENTICATED", 401),
			Map.entry("PERMISSION_DENIED", 403), Map.entry("NOT_FOUND", 404), Map.entry("ABORTED", 409),
			Map.entry("RESOURCE_EXHAUSTED", 429), Map.entry("CANCELLED", 499), Map.entry("UNIMPLEMENTED", 501),
			Map.entry("UNAVAILABLE", 503), Map.entry("DEADLINE_EXCEEDED", 504));

	private GeminiErrors() {
	}

	static VendorError usual(int status, String model) {
		return switch (status) {
			case 401 -> error("UNAUTHENTICATED", "Request had invalid authentication credentials.");
			case 403 -> error("PERMISSION_DENIED", "The caller does not have permission");
			case 404 -> error("NOT_FOUND", "models/" + model + " is not found for API version v1beta,"
					+ " or is not supported for generateContent.");
			case 409 -> error("ABORTED", "The operation was aborted.");
			case 429 -> new VendorError("RESOURCE_EXHAUSTED", "GenerateRequestsPerMinutePerProjectPerModel",
					"You exceeded your current quota, please check your plan and billing details.\n* Quota exceeded"
							+ " for metric: generativelanguage.googleapis.com/generate_requests_per_model,"
							+ " limit: 1000, model: " + model + "\nPlease retry in 1s.");
			case 499 -> error("CANCELLED", "The operation was cancelled.");
			case 503 -> error("UNAVAILABLE", "The model is overloaded. Please try again later.");
			case 504 -> error("DEADLINE_EXCEEDED", "The request timed out. Please try again.");
			default -> (status < INTERNAL) ? error("INVALID_ARGUMENT", "Request contains an invalid argument.")
					: error("INTERNAL", "An internal error has occurred.");
		};
	}

	private static VendorError error(String status, String message) {
		return new VendorError(status, null, message);
	}

	static String body(VendorError error) {
		ObjectNode envelope = JsonMapper.shared().createObjectNode();
		ObjectNode written = envelope.putObject("error")
			.put("code", CODES.getOrDefault(error.type(), INTERNAL))
			.put("message", error.message())
			.put("status", error.type());
		String code = error.code();
		if (code != null && REASON.matcher(code).matches()) {
			writeReason(written.putArray("details"), code);
		}
		else if (code != null) {
			writeQuota(written.putArray("details"), code);
		}
		return envelope.toString();
	}

	private static void writeReason(ArrayNode details, String reason) {
		details.addObject()
			.put("@type", DETAIL_TYPE + "ErrorInfo")
			.put("reason", reason)
			.put("domain", "googleapis.com")
			.putObject("metadata")
			.put("service", "generativelanguage.googleapis.com");
	}

	private static void writeQuota(ArrayNode details, String quotaId) {
		details.addObject()
			.put("@type", DETAIL_TYPE + "QuotaFailure")
			.putArray("violations")
			.addObject()
			.put("quotaMetric", "generativelanguage.googleapis.com/generate_requests_per_model")
			.put("quotaId", quotaId);
		details.addObject().put("@type", DETAIL_TYPE + "RetryInfo").put("retryDelay", "1s");
	}

}
