package io.github.llmrouting.health;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.provider.Cooldown;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

/**
 * The rests that a deployment takes: its own, and those that it shares with others of its
 * credential, its model and its provider.
 */
final class DeploymentCooldowns {

	private final Map<CooldownScope, ScopedCooldown> cooldowns;

	private DeploymentCooldowns(Map<CooldownScope, ScopedCooldown> cooldowns) {
		this.cooldowns = cooldowns;
	}

	/**
	 * Returns the rests of a deployment.
	 * @param deployment which
	 * @param shared those of the deployments before it; those that are missing are added
	 * @param nanoTime monotonic time in nanoseconds
	 */
	static DeploymentCooldowns of(DeploymentId deployment, Map<Key, ScopedCooldown> shared, LongSupplier nanoTime) {
		Map<CooldownScope, ScopedCooldown> cooldowns = new EnumMap<>(CooldownScope.class);
		for (CooldownScope scope : CooldownScope.values()) {
			cooldowns.put(scope,
					shared.computeIfAbsent(Key.of(scope, deployment), (key) -> new ScopedCooldown(scope, nanoTime)));
		}
		return new DeploymentCooldowns(cooldowns);
	}

	/**
	 * Takes note of a failure.
	 * @param failure that may ask for a rest
	 * @param attempted when the attempt began that failed
	 */
	void failed(ProviderFailure failure, long attempted) {
		Cooldown cooldown = failure.cooldown();
		if (cooldown != null) {
			cooldown(cooldown.scope()).begin(failure, cooldown, attempted);
		}
	}

	private ScopedCooldown cooldown(CooldownScope scope) {
		return Objects.requireNonNull(this.cooldowns.get(scope));
	}

	/**
	 * Takes note of a success.
	 * @param attempted when the attempt began that succeeded
	 */
	void succeeded(long attempted) {
		this.cooldowns.values().forEach((cooldown) -> cooldown.succeeded(attempted));
	}

	/** Returns the rest that is left for longest, or {@code null} if none is. */
	@Nullable RemainingCooldown remaining() {
		return this.cooldowns.values()
			.stream()
			.map(ScopedCooldown::remaining)
			.filter(Objects::nonNull)
			.max(Comparator.comparing(RemainingCooldown::time))
			.orElse(null);
	}

	/** Returns whether the deployment rests now. */
	boolean isResting() {
		for (ScopedCooldown cooldown : this.cooldowns.values()) {
			if (cooldown.remaining() != null) {
				return true;
			}
		}
		return false;
	}

	/** Names what rests together. */
	record Key(CooldownScope scope, String provider, @Nullable String model, int credential) {

		private static final int ANY = 0;

		static Key of(CooldownScope scope, DeploymentId deployment) {
			return switch (scope) {
				case DEPLOYMENT -> new Key(scope, deployment.provider(), deployment.model(), deployment.credential());
				case CREDENTIAL -> new Key(scope, deployment.provider(), null, deployment.credential());
				case MODEL -> new Key(scope, deployment.provider(), deployment.model(), ANY);
				case PROVIDER -> new Key(scope, deployment.provider(), null, ANY);
			};
		}

	}

}
