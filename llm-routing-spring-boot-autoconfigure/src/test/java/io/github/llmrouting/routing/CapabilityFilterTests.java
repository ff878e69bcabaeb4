package io.github.llmrouting.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.deployment.TestDeployments;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is out because the model cannot do what the request needs. */
class CapabilityFilterTests {

	private static final RoutingChatOptions NOTHING = RoutingChatOptions.builder().build();

	@Test
	void modelWithoutWhatTheRequestNeedsIsOutAndTheReasonNamesAllOfIt() {
		RoutingChatOptions options = RoutingChatOptions.builder()
			.toolCallbacks(FunctionToolCallback.builder("clock", () -> "now").inputType(Void.class).build())
			.outputSchema("{}")
			.reasoningEffort(ReasoningEffort.LOW)
			.build();

		assertThat(reasons(prompt(options), Set.of(Capability.TEMPERATURE)))
			.containsExactly("p/some: it lacks what the request needs: tools, structured-output, reasoning");
		assertThat(
				reasons(prompt(options), Set.of(Capability.TOOLS, Capability.STRUCTURED_OUTPUT, Capability.REASONING)))
			.isEmpty();
	}

	@Test
	void mediaAreNeeds() {
		Prompt prompt = prompt(NOTHING, Media.Format.IMAGE_PNG, Media.Format.DOC_PDF);

		assertThat(reasons(prompt, Set.of(Capability.IMAGES)))
			.containsExactly("p/some: it lacks what the request needs: documents");
		assertThat(reasons(prompt, Set.of(Capability.DOCUMENTS)))
			.containsExactly("p/some: it lacks what the request needs: images");
	}

	@Test
	void whatCanBeLeftOutIsNoNeed() {
		RoutingChatOptions options = RoutingChatOptions.builder()
			.temperature(0.2)
			.seed(7)
			.reasoningEffort(ReasoningEffort.NONE)
			.build();

		assertThat(reasons(prompt(options), Set.of())).isEmpty();
	}

	@Test
	void modelOfWhichNobodyKnowsWhatItCanDoIsTrusted() {
		Route route = RoutingStage.route("route", RoutingStrategy.ordered(),
				List.of(new Route.SingleDeployment(TestDeployments.unknown("p/unknown"), 1)));

		CandidateOrder order = RoutingStage.of(route)
			.candidateOrder(route, RoutingRequest.of(prompt(NOTHING, Media.Format.DOC_PDF)));

		assertThat(RoutingStage.names(order)).containsExactly("p/unknown");
	}

	private static List<String> reasons(Prompt prompt, Set<Capability> capabilities) {
		Deployment some = new Deployment(DeploymentId.of("p", "some"),
				new ModelFacts(null, null, ModelPrices.UNKNOWN, capabilities), null);
		Route route = RoutingStage.route("route", RoutingStrategy.ordered(),
				List.of(new Route.SingleDeployment(some, 1)));
		return RoutingStage.of(route)
			.candidateOrder(route, RoutingRequest.of(prompt))
			.excluded()
			.stream()
			.map((exclusion) -> exclusion.candidate().deployment() + ": " + exclusion.reason())
			.toList();
	}

	private static Prompt prompt(RoutingChatOptions options, MimeType... types) {
		List<Media> media = Stream.of(types)
			.map((type) -> new Media(type, new ByteArrayResource(new byte[] { 1 })))
			.toList();
		return new Prompt(UserMessage.builder().text("Look").media(media).build(), options);
	}

}
