package io.github.llmrouting.provider;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

import reactor.core.scheduler.Scheduler;

/**
 * Where a provider is and how it is spoken to.
 *
 * @param provider its name in the configuration
 * @param baseUrl what its paths are appended to, without a slash at the end
 * @param timeouts how long to wait for what
 * @param maxBodyBytes most bytes of a whole answer
 * @param maxEventBytes most bytes of one event of a stream
 * @param scheduler where timeouts are waited for
 * @param clock for dates in headers
 * @param quotaListener is told what the provider says of its quotas
 * @param options fields that the JSON of every request has beside our own, see
 * {@link ExtraFields}
 */
public record ProviderHttpSettings(String provider, URI baseUrl, ProviderTimeouts timeouts, int maxBodyBytes,
		int maxEventBytes, Scheduler scheduler, InstantSource clock, QuotaListener quotaListener,
		Map<String, Object> options) {

	private static final int MEBIBYTE = 1024 * 1024;

	public ProviderHttpSettings {
		options = Map.copyOf(options);
	}

	/** Creates settings without anybody to tell of quotas, and without further fields. */
	public ProviderHttpSettings(String provider, URI baseUrl, ProviderTimeouts timeouts, int maxBodyBytes,
			int maxEventBytes, Scheduler scheduler, InstantSource clock) {
		this(provider, baseUrl, timeouts, maxBodyBytes, maxEventBytes, scheduler, clock, QuotaListener.none(),
				Map.of());
	}

	/**
	 * Returns settings with the standard sizes, 8 MiB an answer, 1 MiB an event, and
	 * without further fields.
	 */
	public static ProviderHttpSettings of(String provider, URI baseUrl, ProviderTimeouts timeouts, Scheduler scheduler,
			InstantSource clock) {
		return new ProviderHttpSettings(provider, baseUrl, timeouts, 8 * MEBIBYTE, MEBIBYTE, scheduler, clock);
	}

	/** Returns the same with somebody to tell of quotas. */
	public ProviderHttpSettings withQuotaListener(QuotaListener quotaListener) {
		return new ProviderHttpSettings(this.provider, this.baseUrl, this.timeouts, this.maxBodyBytes,
				this.maxEventBytes, this.scheduler, this.clock, quotaListener, this.options);
	}

	/** Returns the same with fields for the JSON of every request. */
	public ProviderHttpSettings withOptions(Map<String, Object> options) {
		return new ProviderHttpSettings(this.provider, this.baseUrl, this.timeouts, this.maxBodyBytes,
				this.maxEventBytes, this.scheduler, this.clock, this.quotaListener, options);
	}

}
