package io.github.llmrouting.provider.faults;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Fails a test class in which Netty finds a buffer that nobody released. */
final class LeakedBuffers implements BeforeAllCallback, AfterAllCallback {

	private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

	private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

	private Level levelBefore = Level.SIMPLE;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.levelBefore = ResourceLeakDetector.getLevel();
		ResourceLeakDetector.setLevel(Level.PARANOID);
		this.reports.start();
		this.logger.addAppender(this.reports);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		reportWhatWasCollected();
		ResourceLeakDetector.setLevel(this.levelBefore);
		this.logger.detachAppender(this.reports);
		assertThat(List.copyOf(this.reports.list)).extracting(ILoggingEvent::getFormattedMessage)
			.as("leaked buffers")
			.isEmpty();
	}

	/** Leaks are found when another buffer is allocated after the collection. */
	private static void reportWhatWasCollected() {
		for (int i = 0; i < 5; i++) {
			System.gc();
			PooledByteBufAllocator.DEFAULT.buffer(16).release();
		}
	}

}
