package io.github.llmrouting.sample.simulator;

import jakarta.validation.Valid;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Breaks and mends simulated providers while they run. */
@RestController
@Profile("simulated")
final class SimulatorController {

	private final SimulatedProviders providers;

	SimulatorController(SimulatedProviders providers) {
		this.providers = providers;
	}

	@PostMapping(path = "/simulator/{provider}", produces = MediaType.APPLICATION_JSON_VALUE)
	SimulatorState play(@PathVariable String provider, @Valid @RequestBody FaultOrder order) {
		if (!this.providers.names().contains(provider)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND,
					"provider: unknown (expected: one of " + this.providers.names() + ")");
		}
		this.providers.play(provider, order);
		return SimulatorState.of(provider, order);
	}

}
