package io.github.llmrouting.benchmarks;

import java.net.URI;
import java.time.Duration;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderRequest;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Asks by our adapter, with the connections that auto-configuration gives it. */
final class RoutingExchange {

	static final String KEY = "sk-benchmark-0123456789abcdef0123456789abcdef";

	private static final String PROVIDER = "openai";

	private RoutingExchange() {
	}

	static Exchange of(URI baseUrl, Workload workload) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--llm.routing.providers." + PROVIDER + ".base-url=" + baseUrl,
					"--llm.routing.providers." + PROVIDER + ".api-key=" + KEY,
					"--llm.routing.routes.default.deployments=" + PROVIDER + "/" + Wire.MODEL,
					"--spring.main.banner-mode=off", "--logging.level.root=warn");
		ProviderClient client = context.getBean(PROVIDER, ProviderClient.class);
		ProviderRequest request = new ProviderRequest(
				new Deployment(DeploymentId.of(PROVIDER, Wire.MODEL), ModelFacts.UNKNOWN, Credential.of(KEY)),
				Question.prompt(ChatOptions.builder()), Duration.ofSeconds(60));
		return workload.isStreamed() ? () -> stream(client, request) : () -> call(client, request);
	}

	private static Mono<String> call(ProviderClient client, ProviderRequest request) {
		return client.call(request).map((answer) -> text(answer.response()));
	}

	private static Mono<String> stream(ProviderClient client, ProviderRequest request) {
		return client.stream(request)
			.ofType(ProviderChunk.Content.class)
			.map((chunk) -> text(chunk.response()))
			.collect(StringBuilder::new, StringBuilder::append)
			.map(StringBuilder::toString);
	}

	static String text(ChatResponse response) {
		String text = (response.getResult() != null) ? response.getResult().getOutput().getText() : null;
		return (text != null) ? text : "";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
