package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.TestDeployments;
import io.github.llmrouting.routing.Route.SingleDeployment;

import static io.github.llmrouting.routing.RoutingStage.asking;
import static io.github.llmrouting.routing.RoutingStage.nested;
import static io.github.llmrouting.routing.RoutingStage.ordered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RouteChooserTests {

	private static final Deployment GPT = TestDeployments.priced("openai/gpt");

	private static final Deployment SECOND_GPT = new Deployment(GPT.id().withCredential(2), GPT.facts(), null);

	private static final Deployment UNROUTED = TestDeployments.priced("openai/o9");

	private static final Duration TIMEOUT = Duration.ofSeconds(77);

	private final Route chat = RoutingStage.route("default", RoutingStrategy.ordered(),
			List.of(new SingleDeployment(GPT, 1), new SingleDeployment(SECOND_GPT, 1),
					RoutingStage.single("anthropic/claude", 1)));

	private final Route open = RoutingStage.route("open", RoutingStrategy.ordered(),
			List.of(RoutingStage.single("openrouter/meta-llama/llama-4", 1), nested(this.chat, 1)));

	private final RouteChooser chooser = new RouteChooser(
			RoutingTable.of(List.of(this.chat, this.open), List.of(UNROUTED), TIMEOUT));

	@Test
	void requestThatNamesNothingTakesTheDefaultRoute() {
		assertChoice(RoutingStage.REQUEST, this.chat, "default");
	}

	@Test
	void onlyRouteIsTheDefaultWhateverItsName() {
		Route only = ordered("only", "p/a");

		RouteChoice choice = new RouteChooser(RoutingTable.of(List.of(only), List.of(), TIMEOUT))
			.choose(RoutingStage.REQUEST);

		assertThat(choice.route()).isEqualTo(only);
		assertThat(choice.rule()).isEqualTo("default");
	}

	@Test
	void requestThatNamesNothingIsRefusedWithoutADefaultRoute() {
		RouteChooser chooser = new RouteChooser(
				RoutingTable.of(List.of(ordered("one", "p/a"), ordered("other", "p/b")), List.of(), TIMEOUT));

		assertThatExceptionOfType(UnroutableRequestException.class)
			.isThrownBy(() -> chooser.choose(RoutingStage.REQUEST))
			.withMessage("route: 'default' (expected: one of [one, other])");
	}

	@Test
	void hintChoosesTheRoute() {
		assertChoice(RoutingStage.REQUEST.withRoute("open"), this.open, "hint");
	}

	@Test
	void unknownHintIsRefusedWithAListOfTheRoutes() {
		assertRefused(RoutingStage.REQUEST.withRoute("fast"), "route: 'fast' (expected: one of [default, open])");
	}

	@Test
	void modelThatIsARoutesNameChoosesTheRoute() {
		assertChoice(asking("open"), this.open, "model");
	}

	@Test
	void modelComesBeforeTheHint() {
		assertChoice(asking("open").withRoute("default"), this.open, "model");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void blankModelIsNoModel(String model) {
		assertChoice(asking(model), this.chat, "default");
	}

	@Test
	void optionsWithoutAModelAreNoModel() {
		assertChoice(RoutingRequest.of(new Prompt("2+2?", ChatOptions.builder().temperature(0.5).build())), this.chat,
				"default");
	}

	@Test
	void deploymentIsPinnedWithAllItsCredentials() {
		RouteChoice choice = this.chooser.choose(asking("openai/gpt"));

		assertThat(choice.rule()).isEqualTo("model");
		assertThat(choice.route().name()).isEqualTo("openai/gpt");
		assertThat(choice.route().deployments()).containsExactly(GPT, SECOND_GPT);
		assertThat(choice.timeout(RoutingStage.REQUEST)).isEqualTo(TIMEOUT);
	}

	@Test
	void deploymentWithoutARouteIsPinned() {
		assertThat(this.chooser.choose(asking("openai/o9")).route().deployments()).containsExactly(UNROUTED);
	}

	@Test
	void pinnedDeploymentNeedsNoHintThatExists() {
		assertThat(this.chooser.choose(asking("openai/o9").withRoute("fast")).rule()).isEqualTo("model");
	}

	@Test
	void modelWithSlashesIsPinnedBehindItsProvider() {
		RouteChoice choice = this.chooser.choose(asking("openrouter/meta-llama/llama-4"));

		assertThat(choice.route().deployments()).extracting(Object::toString)
			.containsExactly("openrouter/meta-llama/llama-4");
	}

	@Test
	void modelWithSlashesLimitsTheRouteWithoutItsProvider() {
		RouteChoice choice = this.chooser.choose(asking("meta-llama/llama-4").withRoute("open"));

		assertLimited(choice, this.open, "openrouter/meta-llama/llama-4");
	}

	@Test
	void bareModelLimitsTheRouteOfTheRequest() {
		assertLimited(this.chooser.choose(asking("claude")), this.chat, "anthropic/claude");
		assertLimited(this.chooser.choose(asking("gpt").withRoute("open")), this.open, "openai/gpt", "openai/gpt#2");
	}

	private static void assertLimited(RouteChoice choice, Route route, String... deployments) {
		assertThat(choice.route()).isEqualTo(route);
		assertThat(choice.rule()).isEqualTo("model");
		assertThat(route.deployments().filter(choice.among())).extracting(Object::toString)
			.containsExactly(deployments);
	}

	@Test
	void bareModelOfAnotherRouteIsRefused() {
		assertRefused(asking("meta-llama/llama-4"),
				"model: 'meta-llama/llama-4' (expected: a deployment, one of [openai/gpt, anthropic/claude, "
						+ "openrouter/meta-llama/llama-4, openai/o9]; a route, one of [default, open]; "
						+ "or a model of the request's route)");
	}

	@Test
	void bareModelWithAnUnknownHintIsRefusedForTheHint() {
		assertRefused(asking("gpt").withRoute("fast"), "route: 'fast' (expected: one of [default, open])");
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai/gpt-9", "azure/gpt", "/gpt", "openai/", "/", "openai/gpt#2", "GPT", "gpt " })
	void modelThatNobodyHasIsRefused(String model) {
		assertThatExceptionOfType(UnroutableRequestException.class).isThrownBy(() -> this.chooser.choose(asking(model)))
			.withMessageStartingWith("model: '" + model.trim() + "' (expected: ");
	}

	@Test
	void refusalIsAMistakeOfTheRequest() {
		assertThatExceptionOfType(UnroutableRequestException.class).isThrownBy(() -> this.chooser.choose(asking("o1")))
			.satisfies((error) -> {
				assertThat(error.reason()).isEqualTo(FailureReason.INVALID_REQUEST);
				assertThat(error.attempts()).isEmpty();
				assertThat(error.retryAfter()).isNull();
			});
	}

	@Test
	void controlCharactersOfANameAreNotEchoed() {
		assertThatExceptionOfType(UnroutableRequestException.class)
			.isThrownBy(() -> this.chooser.choose(asking("a\r\nb\u001b[31m\u0000\u007f\u202e\u2028c")))
			.withMessageStartingWith("model: 'ab[31mc' (expected: ");
		assertRefused(RoutingStage.REQUEST.withRoute("x\ny"), "route: 'xy' (expected: one of [default, open])");
	}

	@Test
	void veryLongNamesAreNotEchoed() {
		assertThatExceptionOfType(UnroutableRequestException.class)
			.isThrownBy(() -> this.chooser.choose(asking("x".repeat(100_000))))
			.withMessageStartingWith("model: '" + "x".repeat(80) + "' (expected: ");
		assertRefused(RoutingStage.REQUEST.withRoute("y".repeat(100_000)),
				"route: '" + "y".repeat(80) + "' (expected: one of [default, open])");
	}

	@Test
	void hintOfATimeoutComesBeforeTheRoutesOwn() {
		RoutingRequest request = RoutingStage.REQUEST.withTimeout(Duration.ofSeconds(3));

		assertThat(this.chooser.choose(request).timeout(request)).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.chooser.choose(RoutingStage.REQUEST).timeout(RoutingStage.REQUEST))
			.isEqualTo(RoutingStage.TIMEOUT);
	}

	private void assertChoice(RoutingRequest request, Route route, String rule) {
		RouteChoice choice = this.chooser.choose(request);
		assertThat(choice.route()).isEqualTo(route);
		assertThat(choice.rule()).isEqualTo(rule);
		assertThat(route.deployments()).allMatch(choice.among());
	}

	private void assertRefused(RoutingRequest request, String message) {
		assertThatExceptionOfType(UnroutableRequestException.class).isThrownBy(() -> this.chooser.choose(request))
			.withMessage(message);
	}

}
