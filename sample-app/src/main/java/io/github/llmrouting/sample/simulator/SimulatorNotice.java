package io.github.llmrouting.sample.simulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at the start that nobody real answers, and what to try. */
@Component
@Profile("simulated")
final class SimulatorNotice {

	private static final Logger logger = LoggerFactory.getLogger(SimulatorNotice.class);

	private static final String TEXT = """
			No provider is real: openai, anthropic, gemini and local are simulated in this process, and no key is \
			needed. Try:

			  curl -s localhost:%1$s/chat -H 'Content-Type: application/json' -d '{"message": "Hello"}'
			  curl -N localhost:%1$s/chat/stream -H 'Content-Type: application/json' -d '{"message": "Hello"}'
			  curl -s localhost:%1$s/simulator/openai -H 'Content-Type: application/json' -d '{"fault": "down"}'

			After the third, the first is answered by anthropic. With OPENAI_API_KEY or ANTHROPIC_API_KEY and the \
			profile "live" the real providers answer.""";

	@EventListener
	void tell(ApplicationReadyEvent event) {
		String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port", "8080");
		logger.info(TEXT.formatted(port));
	}

}
