package io.github.llmrouting.architecture.one;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.logging.Logger;

import io.github.llmrouting.architecture.two.Neighbour;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.health.contributor.Health;
import org.springframework.web.reactive.function.client.WebClient;

/** Breaks every rule of the architecture, so that it is seen that the rules can fail. */
public class HelperOfMistakes {

	@Autowired
	Neighbour neighbour;

	CircuitBreaker breaker;

	MeterRegistry meters;

	Channel channel;

	HttpClient httpClient;

	SpringApplication application;

	Show show;

	Health health;

	WebClient webClient;

	long now() {
		Logger.getAnonymousLogger().info("Now");
		System.out.println(this.neighbour);
		return System.nanoTime();
	}

	String block(Mono<String> text) {
		return text.block();
	}

	Object read(InputStream stream) throws IOException, ClassNotFoundException {
		return new ObjectInputStream(stream).readObject();
	}

}
