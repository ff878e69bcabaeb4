package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.llmrouting.deployment.TestDeployments;

import static io.github.llmrouting.routing.RoutingStage.nested;
import static io.github.llmrouting.routing.RoutingStage.ordered;
import static io.github.llmrouting.routing.RoutingStage.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RoutingTableTests {

	@Test
	void tableKnowsEveryDeploymentOnce() {
		Route inner = ordered("inner", "p/a", "p/b");
		Route outer = RoutingStage.withThen(ordered("outer", "p/b"), nested(inner, 1), single("p/c", 1));

		RoutingTable table = RoutingTable.of(List.of(outer, inner),
				List.of(TestDeployments.priced("p/d"), TestDeployments.priced("p/a")), Duration.ofSeconds(1));

		assertThat(table.deployments()).extracting(Object::toString).containsExactly("p/b", "p/a", "p/c", "p/d");
	}

	@Test
	void routesKeepTheirOrder() {
		RoutingTable table = RoutingTable.of(List.of(ordered("z", "p/a"), ordered("a", "p/a"), ordered("m", "p/a")),
				List.of(), Duration.ofSeconds(1));

		assertThat(table.routes().keySet()).containsExactly("z", "a", "m");
		assertThat(table.defaultRoute()).isEqualTo("default");
	}

	@Test
	void routeWithoutEntriesIsRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> ordered("empty"))
			.withMessage("entries of the route 'empty': none (expected: at least one)");
	}

}
