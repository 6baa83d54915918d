#include "app/commands.h"
#include "app/comparisontexts.h"
#include "core/bundle/jsondifference.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Whether what was recomputed is what was written, told in one sentence.
bool tellWhetherSame(const EvidenceFolder &folder, const QByteArray &recomputed)
{
    const EvidenceOrigin &origin = folder.evidence.origin;
    const QString difference = jsonDifference(folder.resultJson, recomputed);
    if (difference.isEmpty()) {
        complain(u"recomputed from %1 raw events of %2 lanes: result.json is the same to the byte."_s
                     .arg(folder.evidence.events())
                     .arg(folder.evidence.input.lanes.size()));
        return true;
    }
    const bool sameProgram = origin.version == QStringLiteral(FEEDSCOPE_VERSION);
    complain(
        u"result.json does not follow from the raw events: it has another value at %1 when recomputed.%2"_s
            .arg(difference, sameProgram ? QString()
                                         : u" It was made by Feedscope %1, and this is %2."_s.arg(
                                               origin.version, QStringLiteral(FEEDSCOPE_VERSION))));
    return false;
}

} // namespace

int runRecompute(const CompareOptions &options, const Speak &speak)
{
    const EvidenceFolder folder = readEvidence(options.from);
    if (!folder.error.isEmpty()) {
        complain(folder.error);
        return 1;
    }
    const EvidenceOrigin &origin = folder.evidence.origin;
    const ComparisonResult result = analyse(folder.evidence.input);
    speak(origin.language); // the sentences are part of what must be the same
    const bool same = tellWhetherSame(folder, resultJson(result, origin));
    if (!options.language.isEmpty())
        speak(options.language);
    return putOut(result, origin, options) && same ? 0 : 1;
}

} // namespace feedscope
