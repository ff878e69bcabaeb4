package io.github.llmrouting.benchmarks;

import java.net.URI;
import java.util.Objects;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Asks as an application would that has nothing but {@code WebClient} and Jackson: the
 * codecs write the request and read the answer or the events, whose JSON Jackson reads.
 */
final class WebClientExchange {

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private WebClientExchange() {
	}

	static Exchange of(URI baseUrl, Workload workload) {
		WebClient client = WebClient.builder()
			.clientConnector(Connections.connector())
			.baseUrl(baseUrl.toString())
			.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + RoutingExchange.KEY)
			.build();
		return workload.isStreamed() ? () -> stream(client, workload) : () -> call(client, workload);
	}

	private static Mono<String> call(WebClient client, Workload workload) {
		return ask(client, workload).accept(MediaType.APPLICATION_JSON)
			.retrieve()
			.bodyToMono(JsonNode.class)
			.map((answer) -> answer.path("choices").path(0).path("message").path("content").stringValue());
	}

	private static Mono<String> stream(WebClient client, Workload workload) {
		return ask(client, workload).accept(MediaType.TEXT_EVENT_STREAM)
			.retrieve()
			.bodyToFlux(EVENT)
			.map((event) -> Objects.requireNonNullElse(event.data(), ""))
			.filter((data) -> !data.equals("[DONE]"))
			.map(Question.MAPPER::readTree)
			.map((chunk) -> chunk.path("choices").path(0).path("delta").path("content").stringValue(""))
			.collect(StringBuilder::new, StringBuilder::append)
			.map(StringBuilder::toString);
	}

	private static WebClient.RequestHeadersSpec<?> ask(WebClient client, Workload workload) {
		return client.post()
			.uri("/chat/completions")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Question.json(workload));
	}

}
