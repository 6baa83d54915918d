#include "core/bundle/evidence.h"

#include <QSysInfo>
#include <QThread>

namespace feedscope {

EvidenceOrigin EvidenceOrigin::here(const QString &language, const Impairment &path)
{
    EvidenceOrigin origin;
    origin.made = QDateTime::currentDateTimeUtc();
    origin.language = language;
    origin.version = QStringLiteral(FEEDSCOPE_VERSION);
    origin.qt = QString::fromLatin1(qVersion());
    origin.abi = QSysInfo::buildAbi();
    origin.system = QSysInfo::prettyProductName();
    origin.kernel = QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion();
    origin.cpu = QSysInfo::currentCpuArchitecture();
    origin.cpus = QThread::idealThreadCount();
    origin.path = path;
    return origin;
}

std::int64_t Evidence::events() const
{
    std::size_t sum = 0;
    for (const LaneInput &lane : input.lanes)
        sum += lane.arrivals.size() + lane.requests.size();
    return static_cast<std::int64_t>(sum);
}

} // namespace feedscope
