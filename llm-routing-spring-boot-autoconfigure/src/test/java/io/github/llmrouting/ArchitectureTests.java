package io.github.llmrouting;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.llmrouting.architecture.one.HelperOfMistakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final JavaClasses CODE = new ClassFileImporter()
		.importUrl(ChatRouter.class.getProtectionDomain().getCodeSource().getLocation());

	/** Code that does everything that nobody may do. */
	private static final JavaClasses MISTAKES = new ClassFileImporter()
		.importPackages("io.github.llmrouting.architecture");

	@ParameterizedTest
	@MethodSource("io.github.llmrouting.ArchitectureRules#imports")
	void packageImportsOnlyWhatItsRowLists(ArchRule imports) {
		imports.check(CODE);
	}

	@Test
	void everyPackageHasARow() {
		ArchitectureRules.knownPackages().check(CODE);
	}

	@ParameterizedTest
	@MethodSource("io.github.llmrouting.ArchitectureRules#everywhere")
	void ruleIsKept(ArchRule rule) {
		rule.check(CODE);
	}

	@ParameterizedTest
	@MethodSource("rulesThatTheMistakesBreak")
	void ruleCanBeBroken(ArchRule rule) {
		assertThat(rule.evaluate(MISTAKES).hasViolation()).as(rule.getDescription()).isTrue();
	}

	static List<ArchRule> rulesThatTheMistakesBreak() {
		// Neither Spring Data nor Jackson 2 is there to be used
		return ArchitectureRules.everywhere()
			.stream()
			.filter((rule) -> !rule.getDescription().matches(".*(springframework\\.data|fasterxml).*"))
			.toList();
	}

	@Test
	void importTableCanBeBroken() {
		String name = HelperOfMistakes.class.getPackageName();

		assertThat(ArchitectureRules.imports(name, List.of("architecture.two")).evaluate(MISTAKES).hasViolation())
			.isFalse();
		assertThat(ArchitectureRules.imports(name, List.of("root")).evaluate(MISTAKES).hasViolation()).isTrue();
		assertThat(ArchitectureRules.knownPackages().evaluate(MISTAKES).hasViolation()).isTrue();
	}

}
