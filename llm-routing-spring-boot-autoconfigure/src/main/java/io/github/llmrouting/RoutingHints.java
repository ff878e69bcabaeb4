package io.github.llmrouting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What to consider when choosing who answers a request. Everything is optional.
 *
 * @param route name of the route to take, or {@code null} for the one that applies
 * @param task what the request is about, such as {@code code} or {@code reasoning}
 * @param caller on whose behalf the request is made
 * @param stickyKey value that keeps a conversation at one deployment
 * @param maxCost most that the answer may be predicted to cost, above 0
 * @param maxLatency longest predicted time to the first content, above 0
 * @param timeout time for all attempts together, above 0, or {@code null} for the route's
 * @param cache whether the answer may come from memory
 * @param attributes what else the application wants rules to look at; no secrets
 */
public record RoutingHints(@Nullable String route, @Nullable String task, @Nullable String caller,
		@Nullable String stickyKey, @Nullable Money maxCost, @Nullable Duration maxLatency, @Nullable Duration timeout,
		CacheUse cache, Map<String, String> attributes) {

	/** No hint at all. */
	public static final RoutingHints NONE = new RoutingHints(null, null, null, null, null, null, null, CacheUse.USE,
			Map.of());

	public RoutingHints {
		requireText("route", route);
		requireText("task", task);
		requireText("caller", caller);
		requireText("stickyKey", stickyKey);
		Assert.isTrue(maxCost == null || maxCost.nanos() > 0, () -> "maxCost: " + maxCost + " (expected: > 0)");
		requirePositive("maxLatency", maxLatency);
		requirePositive("timeout", timeout);
		Assert.notNull(cache, "cache: null (expected: a CacheUse)");
		attributes = Map.copyOf(attributes);
	}

	private static void requireText(String name, @Nullable String value) {
		Assert.isTrue(value == null || !value.isBlank(), () -> name + ": blank (expected: null or a text)");
	}

	private static void requirePositive(String name, @Nullable Duration value) {
		Assert.isTrue(value == null || (!value.isNegative() && !value.isZero()),
				() -> name + ": " + value + " (expected: > 0)");
	}

	/** Returns these hints with another {@link #route()}. */
	public RoutingHints withRoute(@Nullable String route) {
		return new RoutingHints(route, this.task, this.caller, this.stickyKey, this.maxCost, this.maxLatency,
				this.timeout, this.cache, this.attributes);
	}

	/** Returns these hints with another {@link #task()}. */
	public RoutingHints withTask(@Nullable String task) {
		return new RoutingHints(this.route, task, this.caller, this.stickyKey, this.maxCost, this.maxLatency,
				this.timeout, this.cache, this.attributes);
	}

	/** Returns these hints with another {@link #caller()}. */
	public RoutingHints withCaller(@Nullable String caller) {
		return new RoutingHints(this.route, this.task, caller, this.stickyKey, this.maxCost, this.maxLatency,
				this.timeout, this.cache, this.attributes);
	}

	/** Returns these hints with another {@link #stickyKey()}. */
	public RoutingHints withStickyKey(@Nullable String stickyKey) {
		return new RoutingHints(this.route, this.task, this.caller, stickyKey, this.maxCost, this.maxLatency,
				this.timeout, this.cache, this.attributes);
	}

	/** Returns these hints with another {@link #maxCost()}. */
	public RoutingHints withMaxCost(@Nullable Money maxCost) {
		return new RoutingHints(this.route, this.task, this.caller, this.stickyKey, maxCost, this.maxLatency,
				this.timeout, this.cache, this.attributes);
	}

	/** Returns these hints with another {@link #maxLatency()}. */
	public RoutingHints withMaxLatency(@Nullable Duration maxLatency) {
		return new RoutingHints(this.route, this.task, this.caller, this.stickyKey, this.maxCost, maxLatency,
				this.timeout, this.cache, this.attributes);
	}

	/** Returns these hints with another {@link #timeout()}. */
	public RoutingHints withTimeout(@Nullable Duration timeout) {
		return new RoutingHints(this.route, this.task, this.caller, this.stickyKey, this.maxCost, this.maxLatency,
				timeout, this.cache, this.attributes);
	}

	/** Returns these hints with another {@link #cache()}. */
	public RoutingHints withCache(CacheUse cache) {
		return new RoutingHints(this.route, this.task, this.caller, this.stickyKey, this.maxCost, this.maxLatency,
				this.timeout, cache, this.attributes);
	}

	/** Returns these hints with one more of the {@link #attributes()}. */
	public RoutingHints withAttribute(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.attributes);
		more.put(name, value);
		return new RoutingHints(this.route, this.task, this.caller, this.stickyKey, this.maxCost, this.maxLatency,
				this.timeout, this.cache, more);
	}

	/** Returns these hints, and where they say nothing those of others. */
	public RoutingHints over(RoutingHints base) {
		Map<String, String> attributes = new LinkedHashMap<>(base.attributes);
		attributes.putAll(this.attributes);
		return new RoutingHints(either(this.route, base.route), either(this.task, base.task),
				either(this.caller, base.caller), either(this.stickyKey, base.stickyKey),
				either(this.maxCost, base.maxCost), either(this.maxLatency, base.maxLatency),
				either(this.timeout, base.timeout), (this.cache != CacheUse.USE) ? this.cache : base.cache, attributes);
	}

	private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
		return (first != null) ? first : second;
	}

	/** Whether the answer may come from memory. */
	public enum CacheUse {

		/** Read and write, where the route's settings allow it. */
		USE,

		/** Neither read nor write. */
		BYPASS,

		/** Ask a provider, and remember the new answer. */
		REFRESH

	}

}
