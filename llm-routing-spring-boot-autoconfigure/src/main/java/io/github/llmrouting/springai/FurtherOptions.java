package io.github.llmrouting.springai;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.Vendor;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RoutingChatOptions} say beyond Spring AI's portable options.
 *
 * @param seed of the model's random choices, or {@code null} for any
 * @param toolChoice whether the model asks for tools, or {@code null}
 * @param parallelToolCalls whether it may ask for several at once, or {@code null}
 * @param reasoningEffort how much it is to think, or {@code null}
 * @param vendorOptions fields for the request's JSON, by vendor
 * @param partlyTaken names of option classes of which only the portable part is here
 */
record FurtherOptions(@Nullable Integer seed, @Nullable ToolChoice toolChoice, @Nullable Boolean parallelToolCalls,
		@Nullable ReasoningEffort reasoningEffort, Map<Vendor, Map<String, Object>> vendorOptions,
		Set<String> partlyTaken) {

	static final FurtherOptions NONE = new FurtherOptions(null, null, null, null, Map.of(), Set.of());

	FurtherOptions {
		Map<Vendor, Map<String, Object>> copy = new EnumMap<>(Vendor.class);
		vendorOptions.forEach((vendor, fields) -> copy.put(vendor, copyOf(fields)));
		vendorOptions = Collections.unmodifiableMap(copy);
		partlyTaken = Set.copyOf(partlyTaken);
	}

	static FurtherOptions of(RequestOptions options) {
		return new FurtherOptions(options.seed(), options.toolChoice(), options.parallelToolCalls(),
				options.reasoningEffort(), options.vendorOptions(), options.partlyTaken());
	}

	/** Keeps the order and nulls, which take fields out. */
	private static Map<String, Object> copyOf(Map<?, ?> fields) {
		Map<String, Object> copy = new LinkedHashMap<>();
		fields.forEach((key, value) -> copy.put((String) key, (value instanceof Map<?, ?> map) ? copyOf(map) : value));
		return Collections.unmodifiableMap(copy);
	}

	FurtherOptions withSeed(@Nullable Integer seed) {
		return new FurtherOptions(seed, this.toolChoice, this.parallelToolCalls, this.reasoningEffort,
				this.vendorOptions, this.partlyTaken);
	}

	FurtherOptions withToolChoice(@Nullable ToolChoice toolChoice) {
		return new FurtherOptions(this.seed, toolChoice, this.parallelToolCalls, this.reasoningEffort,
				this.vendorOptions, this.partlyTaken);
	}

	FurtherOptions withParallelToolCalls(@Nullable Boolean parallelToolCalls) {
		return new FurtherOptions(this.seed, this.toolChoice, parallelToolCalls, this.reasoningEffort,
				this.vendorOptions, this.partlyTaken);
	}

	FurtherOptions withReasoningEffort(@Nullable ReasoningEffort reasoningEffort) {
		return new FurtherOptions(this.seed, this.toolChoice, this.parallelToolCalls, reasoningEffort,
				this.vendorOptions, this.partlyTaken);
	}

	/** Returns the same with fields for one vendor over those that it had. */
	FurtherOptions withVendorOptions(Vendor vendor, Map<String, Object> fields) {
		return new FurtherOptions(this.seed, this.toolChoice, this.parallelToolCalls, this.reasoningEffort,
				merged(this.vendorOptions, Map.of(vendor, fields)), this.partlyTaken);
	}

	FurtherOptions withPartlyTaken(String type) {
		return over(new FurtherOptions(null, null, null, null, Map.of(), Set.of(type)));
	}

	/** Returns what is said here, and where nothing is said here what the others say. */
	FurtherOptions over(FurtherOptions base) {
		Set<String> types = new TreeSet<>(base.partlyTaken);
		types.addAll(this.partlyTaken);
		return new FurtherOptions(either(this.seed, base.seed), either(this.toolChoice, base.toolChoice),
				either(this.parallelToolCalls, base.parallelToolCalls),
				either(this.reasoningEffort, base.reasoningEffort), merged(base.vendorOptions, this.vendorOptions),
				types);
	}

	private static Map<Vendor, Map<String, Object>> merged(Map<Vendor, Map<String, Object>> base,
			Map<Vendor, Map<String, Object>> over) {
		Map<Vendor, Map<String, Object>> merged = new EnumMap<>(Vendor.class);
		merged.putAll(base);
		over.forEach((vendor, fields) -> merged.merge(vendor, fields, FurtherOptions::mergedFields));
		return merged;
	}

	private static Map<String, Object> mergedFields(Map<?, ?> base, Map<?, ?> over) {
		Map<String, Object> merged = new LinkedHashMap<>();
		base.forEach((key, value) -> merged.put((String) key, value));
		over.forEach((key, value) -> merged.put((String) key, mergedValue(merged.get(key), value)));
		return merged;
	}

	private static Object mergedValue(@Nullable Object base, Object over) {
		return (base instanceof Map<?, ?> fields && over instanceof Map<?, ?> others) ? mergedFields(fields, others)
				: over;
	}

	private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
		return (first != null) ? first : second;
	}

}
