package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.SimulatedReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** A servlet application with two providers and plain {@code ChatClient} code. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=servlet", "llm.routing.providers.openai.api-key=sk-1",
				"llm.routing.providers.anthropic.api-key=sk-2" })
class MvcApplicationTests {

	private static final ProviderSimulator OPEN_AI = ProviderSimulator.openAi().reply("from OpenAI");

	private static final ProviderSimulator ANTHROPIC = ProviderSimulator.anthropic().reply("from Anthropic");

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void simulateProviders(DynamicPropertyRegistry registry) {
		registry.add("llm.routing.providers.openai.base-url", OPEN_AI::baseUrl);
		registry.add("llm.routing.providers.anthropic.base-url", ANTHROPIC::baseUrl);
	}

	@AfterAll
	static void closeProviders() {
		OPEN_AI.close();
		ANTHROPIC.close();
	}

	@Test
	void callIsRouted() throws Exception {
		OPEN_AI.next(SimulatedReply.status(500));
		assertThat(get("/call")).isEqualTo("from Anthropic");
		assertThat(get("/call")).isEqualTo("from OpenAI");
	}

	@Test
	void streamIsRouted() throws Exception {
		OPEN_AI.next(SimulatedReply.drop());
		assertThat(get("/stream").replace("data:", "").replace("\n", "")).isEqualTo("from Anthropic");
	}

	private String get(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Chat.class)
	static class Application {

	}

	@RestController
	static class Chat {

		private final ChatClient client;

		Chat(ChatClient.Builder builder) {
			this.client = builder.build();
		}

		@GetMapping("/call")
		String call() {
			return this.client.prompt("Hello?").call().content();
		}

		@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> stream() {
			return this.client.prompt("Hello?").stream().content();
		}

	}

}
