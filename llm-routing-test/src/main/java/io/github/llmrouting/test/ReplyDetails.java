package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated reply says besides its content; what is {@code null} is left to the
 * vendor's habit.
 *
 * @param headers values by header name in lower case, instead of the vendor's
 * @param usage tokens billed
 * @param finishReason why the model stopped, in the vendor's words
 * @param model model that answered
 * @param serviceTier tier at which it was served, in the vendor's words
 * @param error error of a status reply or within a stream
 */
record ReplyDetails(Map<String, List<String>> headers, ReplyUsage usage, @Nullable String finishReason,
		@Nullable String model, @Nullable String serviceTier, @Nullable VendorError error) {

	static final ReplyDetails USUAL = new ReplyDetails(Map.of(), ReplyUsage.COMPUTED, null, null, null, null);

	ReplyDetails plusHeader(String name, String value) {
		Map<String, List<String>> headers = new LinkedHashMap<>(this.headers);
		headers.merge(name.toLowerCase(Locale.ROOT), List.of(value), ReplyDetails::joined);
		return new ReplyDetails(Map.copyOf(headers), this.usage, this.finishReason, this.model, this.serviceTier,
				this.error);
	}

	private static List<String> joined(List<String> first, List<String> second) {
		List<String> values = new ArrayList<>(first);
		values.addAll(second);
		return List.copyOf(values);
	}

	ReplyDetails withUsage(ReplyUsage usage) {
		return new ReplyDetails(this.headers, usage, this.finishReason, this.model, this.serviceTier, this.error);
	}

	ReplyDetails withFinishReason(String finishReason) {
		return new ReplyDetails(this.headers, this.usage, finishReason, this.model, this.serviceTier, this.error);
	}

	ReplyDetails withModel(String model) {
		return new ReplyDetails(this.headers, this.usage, this.finishReason, model, this.serviceTier, this.error);
	}

	ReplyDetails withServiceTier(String serviceTier) {
		return new ReplyDetails(this.headers, this.usage, this.finishReason, this.model, serviceTier, this.error);
	}

	ReplyDetails withError(VendorError error) {
		return new ReplyDetails(this.headers, this.usage, this.finishReason, this.model, this.serviceTier, error);
	}

}
