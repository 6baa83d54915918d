#pragma once

#include "core/bundle/evidence.h"

#include <QByteArray>
#include <QString>

namespace feedscope {

/// What is made of the evidence for others to read; ready texts.
struct EvidenceTexts
{
    QByteArray resultJson;
    QByteArray reportHtml;
};

/// Why no bundle may be written into this folder; empty: one may. It may not be there yet. Translatable.
QString evidenceFolderProblem(const QString &folder);

/// Writes an evidence bundle (core/bundle/bundleformat.h) as `folder`: beside it, and in its place only when
/// it is whole. A bundle that stands there is replaced; any other folder that holds something is refused.
/// Empty if all is written, else one sentence. Blocks: about a second for a million events; any thread;
/// translatable.
QString writeEvidence(const QString &folder, const Evidence &evidence, const EvidenceTexts &texts);

/// What a folder holds, or one sentence about why it is no bundle or not a whole one.
struct EvidenceFolder
{
    Evidence evidence;
    QByteArray resultJson; ///< as it was written
    QString error;
};

/// Reads a bundle back, all of it checked: whatever the files hold, the evidence can be analysed. Blocks like
/// writing it; any thread.
EvidenceFolder readEvidence(const QString &folder);

} // namespace feedscope
