package io.github.llmrouting.provider;

import java.time.Duration;

/**
 * Rest that a failure asks for.
 *
 * @param scope who rests
 * @param time for how long; zero or less for not at all
 * @param growing whether the time doubles with each failure that follows the rest at
 * once: whoever was refused before and after it will hardly be accepted soon
 */
public record Cooldown(CooldownScope scope, Duration time, boolean growing) {

	/** Returns a rest of the same length each time. */
	static Cooldown of(CooldownScope scope, Duration time) {
		return new Cooldown(scope, time, false);
	}

	/** Returns a rest that doubles as long as it turns out to be too short. */
	static Cooldown growing(CooldownScope scope, Duration time) {
		return new Cooldown(scope, time, true);
	}

}
